"use client";

import { useStore } from "zustand";
import type { Offline, OfflineView } from "@/lib/offline/flow/keep-offline.ts";
import { useParley } from "./parley-context.ts";

export type OfflineBinding = OfflineView & Pick<Offline, "useNewer" | "later">;

/** Whether a newer Parley waits to be used. */
export function useOffline(): OfflineBinding {
  const { offline } = useParley();
  return { ...useStore(offline.store), useNewer: offline.useNewer, later: offline.later };
}
