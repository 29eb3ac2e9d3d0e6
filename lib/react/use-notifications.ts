"use client";

import { useEffect } from "react";
import { useStore } from "zustand";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import type {
  NotificationScreen,
  Notifications,
  NotificationsView,
  Told,
} from "@/lib/notifications/flow/tell-of-messages.ts";
import { useParley } from "./parley-context.ts";

export type { Told };

export type NotificationsBinding = NotificationsView & Pick<Notifications, "request" | "dismiss">;

/** What is told at the moment, and whether the system may be used for it. */
export function useNotifications(): NotificationsBinding {
  const { notifications } = useParley();
  const { request, dismiss } = notifications;
  return { ...useStore(notifications.store), request, dismiss };
}

/** Gives notifications this page's words and places, and tells them what is looked at. */
export function useNotificationScreen(
  screen: NotificationScreen,
  looksAt: ThreadKey | undefined,
): void {
  const { notifications } = useParley();
  useEffect(() => notifications.attach(screen), [notifications, screen]);
  useEffect(() => notifications.look(looksAt), [notifications, looksAt]);
}
