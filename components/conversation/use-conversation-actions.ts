"use client";

import {
  Archive,
  ArchiveRestore,
  ArrowDown,
  ArrowUp,
  Ban,
  Bell,
  BellOff,
  MailOpen,
  Pin,
  PinOff,
} from "lucide-react";
import { useTranslations } from "use-intl";
import type { InboxRow, ThreadKey } from "@/lib/messaging/core/view.ts";
import { isMuted } from "@/lib/preferences/core/preferences.ts";
import { type ConversationSettings, FOR_EVER } from "@/lib/preferences/core/settings.ts";
import { type ConsentActions, useConsent } from "@/lib/react/use-consent.ts";
import { useMarkRead } from "@/lib/react/use-mark-read.ts";
import {
  type PreferenceActions,
  useConversationSettings,
  usePinned,
  usePreferenceActions,
} from "@/lib/react/use-preferences.ts";
import { announce } from "../ui/announcements.tsx";
import type { MenuAction, MenuGroups } from "../ui/menu.tsx";

const HOUR_MS = 3_600_000;

type Words = ReturnType<typeof useTranslations<"conversation">>;
type Row = Pick<InboxRow, "key" | "lastAtMs" | "unreadCount" | "consent">;

/** What one may do with a conversation as a whole; nothing without one. */
export function useConversationActions(row: Row | undefined): MenuGroups {
  const t = useTranslations("conversation");
  const settings = useConversationSettings(row?.key ?? NO_THREAD);
  const pinned = usePinned();
  const preferences = usePreferenceActions();
  const markRead = useMarkRead();
  const consent = useConsent(row?.key ?? NO_THREAD);
  if (!row) return [];
  const reading: MenuAction = {
    id: "mark-read",
    label: t("markRead"),
    icon: MailOpen,
    run: () => markRead(row.key),
  };
  return [
    row.unreadCount > 0 ? [reading] : [],
    pinActions(row.key, pinned, preferences, t),
    muteActions(row.key, settings, preferences, t),
    [archiveAction(row, settings, preferences, t), blockAction(row, consent, t)],
  ];
}

const NO_THREAD: ThreadKey = "dm:";

function pinActions(
  key: ThreadKey,
  pinned: readonly ThreadKey[],
  { pin, unpin, movePin }: PreferenceActions,
  t: Words,
): MenuAction[] {
  const place = pinned.indexOf(key);
  if (place < 0) {
    const run = () => {
      pin(key);
      announce(t("done.pinned"));
    };
    return [{ id: "pin", label: t("pin"), icon: Pin, run }];
  }
  const up: MenuAction = {
    id: "move-up",
    label: t("moveUp"),
    icon: ArrowUp,
    run: () => movePin(key, -1),
  };
  const down: MenuAction = {
    id: "move-down",
    label: t("moveDown"),
    icon: ArrowDown,
    run: () => movePin(key, 1),
  };
  const out = () => {
    unpin(key);
    announce(t("done.unpinned"));
  };
  return [
    { id: "unpin", label: t("unpin"), icon: PinOff, run: out },
    ...(place > 0 ? [up] : []),
    ...(place < pinned.length - 1 ? [down] : []),
  ];
}

function muteActions(
  key: ThreadKey,
  settings: ConversationSettings,
  { mute }: PreferenceActions,
  t: Words,
): MenuAction[] {
  const until = (untilMs: number) => {
    mute(key, untilMs);
    announce(t(untilMs > 0 ? "done.muted" : "done.unmuted"));
  };
  if (isMuted(settings, Date.now())) {
    return [{ id: "unmute", label: t("unmute"), icon: Bell, run: () => until(0) }];
  }
  const forHours = (hours: number) => () => until(Date.now() + hours * HOUR_MS);
  return [
    { id: "mute-1", label: t("muteHours", { hours: 1 }), icon: BellOff, run: forHours(1) },
    { id: "mute-8", label: t("muteHours", { hours: 8 }), icon: BellOff, run: forHours(8) },
    { id: "mute", label: t("muteForEver"), icon: BellOff, run: () => until(FOR_EVER) },
  ];
}

function archiveAction(
  row: Row,
  { archivedThroughMs }: ConversationSettings,
  { archive, unarchive }: PreferenceActions,
  t: Words,
): MenuAction {
  if (archivedThroughMs > 0) {
    const run = () => {
      unarchive(row);
      announce(t("done.unarchived"));
    };
    return { id: "unarchive", label: t("unarchive"), icon: ArchiveRestore, run };
  }
  const run = () => {
    archive(row);
    announce(t("done.archived"));
  };
  return { id: "archive", label: t("archive"), icon: Archive, run };
}

function blockAction({ consent }: Row, { accept, block }: ConsentActions, t: Words): MenuAction {
  const isBlocked = consent === "denied";
  const run = () => {
    if (isBlocked) accept();
    else block();
    announce(t(isBlocked ? "done.unblocked" : "done.blocked"));
  };
  return { id: "block", label: t(isBlocked ? "unblock" : "block"), icon: Ban, run };
}
