import { useStore } from "zustand";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { settledAbout } from "@/lib/preferences/core/preferences.ts";
import type { ConversationSettings } from "@/lib/preferences/core/settings.ts";
import { useParley } from "./parley-context.ts";

/** What is settled about a conversation. */
export function useConversationSettings(thread: ThreadKey): ConversationSettings {
  return useStore(useParley().preferences.store, (view) => settledAbout(view, thread));
}
