import { useMemo } from "react";
import { useStore } from "zustand";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { type ArrangedRows, arrangeRows, unreadTotal } from "@/lib/preferences/core/arrange.ts";
import { settledAbout } from "@/lib/preferences/core/preferences.ts";
import type { AppSettings, ConversationSettings } from "@/lib/preferences/core/settings.ts";
import type { Preferences } from "@/lib/preferences/flow/keep-preferences.ts";
import { useParley } from "./parley-context.ts";
import { useInboxRows } from "./use-inbox-rows.ts";

export type PreferenceActions = Pick<
  Preferences,
  "pin" | "unpin" | "movePin" | "mute" | "archive" | "unarchive" | "settle"
>;

/** What a person may settle; the same object as long as the page lives. */
export function usePreferenceActions(): PreferenceActions {
  return useParley().preferences;
}

/** What is settled about a conversation. */
export function useConversationSettings(thread: ThreadKey): ConversationSettings {
  return useStore(useParley().preferences.store, (view) => settledAbout(view, thread));
}

/** The conversations kept at the top, in their order. */
export function usePinned(): readonly ThreadKey[] {
  return useStore(useParley().preferences.store, ({ pinned }) => pinned);
}

export function useAppSettings(): AppSettings {
  return useStore(useParley().preferences.store, ({ app }) => app);
}

/** The list as the person arranged it; `loading` until this device's own data has answered. */
export function useArrangedRows(): ArrangedRows & { status: "loading" | "ready" } {
  const { preferences } = useParley();
  const { rows, status } = useInboxRows();
  const isLoaded = useStore(preferences.store, (view) => view.isLoaded);
  const pinned = useStore(preferences.store, (view) => view.pinned);
  const archived = useStore(preferences.store, (view) => view.archived);
  const arranged = useMemo(
    () => arrangeRows(isLoaded ? rows : [], { pinned, archived }),
    [rows, isLoaded, pinned, archived],
  );
  return useMemo(
    () => ({ ...arranged, status: isLoaded ? status : "loading" }),
    [arranged, isLoaded, status],
  );
}

/** How many messages wait to be read that may ask for attention at that time. */
export function useUnreadTotal(nowMs: number): number {
  const view = useStore(useParley().preferences.store);
  const { rows } = useInboxRows();
  return useMemo(() => unreadTotal(rows, view, nowMs), [rows, view, nowMs]);
}
