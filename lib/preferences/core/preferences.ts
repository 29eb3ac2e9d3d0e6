import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import {
  APP_DEFAULTS,
  type AppSettings,
  type ConversationSettings,
  type Setting,
  UNSETTLED,
} from "./settings.ts";

/** What the screen reads. A part that did not change is the same object as before. */
export type PreferencesView = {
  /** False until this device's own data has answered. */
  isLoaded: boolean;
  /** Those about which something was settled. */
  conversations: ReadonlyMap<ThreadKey, ConversationSettings>;
  /** Kept at the top, in this order. */
  pinned: readonly ThreadKey[];
  archived: ReadonlySet<ThreadKey>;
  app: AppSettings;
};

export const NO_PREFERENCES: PreferencesView = {
  isLoaded: false,
  conversations: new Map(),
  pinned: [],
  archived: new Set(),
  app: APP_DEFAULTS,
};

/** What is settled about a conversation. */
export function settledAbout(view: PreferencesView, thread: ThreadKey): ConversationSettings {
  return view.conversations.get(thread) ?? UNSETTLED;
}

export function isMuted({ mutedUntilMs }: ConversationSettings, nowMs: number): boolean {
  return nowMs < mutedUntilMs;
}

/** The view after these settings came to hold. */
export function withNews(view: PreferencesView, news: readonly Setting[]): PreferencesView {
  if (news.length === 0) return view;
  const conversations = new Map(view.conversations);
  let { app } = view;
  for (const setting of news) {
    const { about, name, value } = setting;
    if (about === "app") app = { ...app, [name]: value };
    else conversations.set(about, { ...(conversations.get(about) ?? UNSETTLED), [name]: value });
  }
  const isAbout = (name: Setting["name"]) => news.some((setting) => setting.name === name);
  return {
    ...view,
    app,
    conversations: news.some(({ about }) => about !== "app") ? conversations : view.conversations,
    pinned: isAbout("pinRank") ? pinnedOf(conversations) : view.pinned,
    archived: isAbout("archivedThroughMs") ? archivedOf(conversations) : view.archived,
  };
}

function pinnedOf(conversations: PreferencesView["conversations"]): ThreadKey[] {
  return [...conversations]
    .filter(([, { pinRank }]) => pinRank > 0)
    .sort(([a, { pinRank: rankA }], [b, { pinRank: rankB }]) => rankB - rankA || (a < b ? -1 : 1))
    .map(([thread]) => thread);
}

function archivedOf(conversations: PreferencesView["conversations"]): Set<ThreadKey> {
  const archived = [...conversations].filter(([, { archivedThroughMs }]) => archivedThroughMs > 0);
  return new Set(archived.map(([thread]) => thread));
}
