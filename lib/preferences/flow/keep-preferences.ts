import { createStore, type StoreApi } from "zustand/vanilla";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import type { InboxRow } from "@/lib/messaging/core/view.ts";
import { type TabTalk, tabTalk } from "@/lib/messaging/flow/tabs/tab-talk.ts";
import type { MessagingHost, Unsubscribe } from "@/lib/messaging/ports/host.ts";
import type { TabChannel } from "@/lib/messaging/ports/tabs.ts";
import { archive, heedRows, unarchive } from "../core/archive.ts";
import { movePin, pin, unpin } from "../core/pins.ts";
import { NO_PREFERENCES, type PreferencesView, withNews } from "../core/preferences.ts";
import {
  type AppSettings,
  type Change,
  nextStampMs,
  type Setting,
  type Settings,
  withSettings,
} from "../core/settings.ts";
import type { PreferenceStore } from "../ports.ts";

export type PreferencesPorts = {
  preferenceStore: PreferenceStore;
  host: Pick<MessagingHost, "nowMs" | "at" | "newKey" | "onLeaving">;
  /** To the other tabs of the profile. */
  channel: TabChannel;
};

/** What a person settled on this device, the same in every tab. Verbs without an inbox do nothing. */
export type Preferences = {
  readonly store: Pick<StoreApi<PreferencesView>, "getState" | "getInitialState" | "subscribe">;
  /**
   * Whose preferences these are; nobody's without an inbox. Unless it `keeps` them they last as
   * long as it is shown, and no other tab hears of them.
   */
  show(inboxId: InboxId | undefined, options?: { keeps: boolean }): void;
  /** What the list shows now: a new message brings its conversation back from the archive. */
  heed(rows: readonly InboxRow[]): void;
  writeDraft(thread: ThreadKey, text: string): void;
  /** Keeps what was typed, and tells the other tabs, without waiting for more. */
  flush(): void;
  pin(thread: ThreadKey): void;
  unpin(thread: ThreadKey): void;
  /** One place up (-1) or down (1) among the pinned. */
  movePin(thread: ThreadKey, by: -1 | 1): void;
  /** Until then nothing of it is told; 0 ends that. */
  mute(thread: ThreadKey, untilMs: number): void;
  archive(row: Pick<InboxRow, "key" | "lastAtMs">): void;
  unarchive(row: Pick<InboxRow, "key">): void;
  settle<Name extends keyof AppSettings>(name: Name, value: AppSettings[Name]): void;
};

/** Typing is kept and told this much later: a letter is not worth a transaction. */
export const SETTLE_AFTER_MS = 250;

type Shown = {
  inboxId: InboxId;
  keeps: boolean;
  settings: Settings;
  rows: readonly InboxRow[];
  /** Settled here, and not kept and told yet. */
  unsaved: Setting[];
  talk: TabTalk;
  stopWaiting?: Unsubscribe | undefined;
  stopListening: Unsubscribe;
};

/**
 * Keeps preferences over its ports.
 *
 * @example
 * const preferences = createPreferences(ports);
 * preferences.show(inboxId);
 * preferences.writeDraft(thread, "Dear Ben,");
 * settledAbout(preferences.store.getState(), thread).draft;
 */
export function createPreferences({
  preferenceStore,
  host,
  channel,
}: PreferencesPorts): Preferences {
  const store = createStore<PreferencesView>(() => NO_PREFERENCES);
  let shown: Shown | undefined;
  let tab: string | undefined;

  function show(inboxId: InboxId, keeps: boolean): void {
    const talk = tabTalk(inboxId, channel);
    const stopHearing = talk.onNews((news) => {
      if (keeps && news.kind === "settled") take(target, news.settings);
    });
    const stopLeaving = host.onLeaving(() => saveNow(target));
    const stopListening = () => {
      stopHearing();
      stopLeaving();
    };
    const target: Shown = {
      inboxId,
      keeps,
      talk,
      settings: new Map(),
      rows: [],
      unsaved: [],
      stopListening,
    };
    shown = target;
    const kept = keeps ? preferenceStore.load(inboxId) : Promise.resolve([]);
    kept
      .catch(() => [])
      .then((settings) => {
        if (target !== shown) return;
        take(target, settings);
        store.setState({ ...store.getState(), isLoaded: true }, true);
        heed(target.rows);
      });
  }

  /** What was not kept yet is let go: an erased account must not come back with its last word. */
  function hide(): void {
    shown?.stopWaiting?.();
    shown?.stopListening();
    shown = undefined;
    store.setState(NO_PREFERENCES, true);
  }

  function take(target: Shown, given: readonly Setting[]): void {
    if (target !== shown) return;
    const { settings, news } = withSettings(target.settings, given);
    target.settings = settings;
    if (news.length > 0) store.setState(withNews(store.getState(), news), true);
  }

  function settleAll(changes: readonly Change[], when: "now" | "soon" = "now"): void {
    if (!shown || changes.length === 0) return;
    const target = shown;
    tab ??= host.newKey();
    const stamp = { setAtMs: nextStampMs(target.settings, host.nowMs()), setBy: tab };
    const settings = changes.map((change): Setting => ({ ...change, ...stamp }));
    take(target, settings);
    target.unsaved.push(...settings);
    if (when === "now") saveNow(target);
    else target.stopWaiting ??= host.at(host.nowMs() + SETTLE_AFTER_MS, () => saveNow(target));
  }

  function saveNow(target: Shown): void {
    target.stopWaiting?.();
    target.stopWaiting = undefined;
    if (target.unsaved.length === 0) return;
    // Of a word that was typed letter by letter, the whole word.
    const settings = [...withSettings(new Map(), target.unsaved).settings.values()];
    target.unsaved = [];
    if (!target.keeps) return;
    // Where nothing can be kept it lasts as long as the tabs do.
    preferenceStore.save(target.inboxId, settings).catch(() => undefined);
    target.talk.tell({ kind: "settled", settings });
  }

  function heed(rows: readonly InboxRow[]): void {
    if (!shown) return;
    shown.rows = rows;
    const view = store.getState();
    if (view.isLoaded) settleAll(heedRows(view, rows, host.nowMs()));
  }

  const view = () => store.getState();
  return {
    store,
    show(inboxId, { keeps } = { keeps: true }) {
      if (shown?.inboxId === inboxId) return;
      hide();
      if (inboxId) show(inboxId, keeps);
    },
    heed,
    writeDraft(thread, text) {
      const change: Change = { about: thread, name: "draft", value: text };
      // An empty one was sent, or thrown away: the other tabs must not go on showing it.
      settleAll([change], text === "" ? "now" : "soon");
    },
    flush: () => shown && saveNow(shown),
    pin: (thread) => settleAll(pin(view(), thread)),
    unpin: (thread) => settleAll(unpin(view(), thread)),
    movePin: (thread, by) => settleAll(movePin(view(), thread, by)),
    mute: (thread, untilMs) => settleAll([{ about: thread, name: "mutedUntilMs", value: untilMs }]),
    archive: (row) => settleAll(archive(row)),
    unarchive: (row) => settleAll(unarchive(row)),
    settle: (name, value) => settleAll([{ about: "app", name, value } as Change]),
  };
}
