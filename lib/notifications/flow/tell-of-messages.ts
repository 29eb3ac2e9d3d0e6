import { createStore, type StoreApi } from "zustand/vanilla";
import type { CallMedia } from "@/lib/calls/core/signal.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { InboxRow, ThreadKey } from "@/lib/messaging/core/view.ts";
import type { MessagingStore } from "@/lib/messaging/flow/messaging-store.ts";
import { type TabTalk, tabTalk } from "@/lib/messaging/flow/tabs/tab-talk.ts";
import type { MessagingHost, Unsubscribe } from "@/lib/messaging/ports/host.ts";
import type { TabChannel } from "@/lib/messaging/ports/tabs.ts";
import { mayAskForAttention } from "@/lib/preferences/core/arrange.ts";
import type { Preferences } from "@/lib/preferences/flow/keep-preferences.ts";
import {
  LOOK_AGAIN_MS,
  type NoticeAbout,
  type NoticeEffect,
  type NoticeEvent,
  type Notices,
  noNotices,
  type Ring,
  type TellableRow,
} from "../core/notices.ts";
import { stepNotices } from "../core/step-notices.ts";
import type { Attention, Notifier, SystemPermission } from "../ports.ts";

export type NotificationPorts = {
  notifier: Notifier;
  attention: Attention;
  host: Pick<MessagingHost, "nowMs" | "at" | "newKey" | "onLeaving">;
  channel: TabChannel;
  messaging: Pick<MessagingStore, "getState" | "subscribe">;
  preferences: Pick<Preferences["store"], "getState" | "subscribe">;
};

/** What a notification is about; the screen has the words for it. */
export type Told =
  | { kind: "conversation"; row: InboxRow }
  | { kind: "summary"; messages: number; conversations: number }
  | { kind: "call"; row: InboxRow; media: CallMedia };

/** A call that waits to be taken here. */
export type RingingCall = { thread: ThreadKey; media: CallMedia };

/** What the screen does for notifications: it has the words, and the places to go to. */
export type NotificationScreen = {
  words(told: Told): { title: string; body: string };
  open(about: InboxRow | "list"): void;
};

export type NotificationsView = {
  permission: SystemPermission;
  /** Of a message that just came, to somebody who works in this tab. */
  mention: { row: InboxRow; atMs: number } | undefined;
  /** Whether something was written here in this visit: an answer may come. */
  hasWritten: boolean;
};

/** Telling people of messages while Parley is open anywhere. */
export type Notifications = {
  readonly store: Pick<StoreApi<NotificationsView>, "getState" | "getInitialState" | "subscribe">;
  start(): void;
  /** Whether this tab leads. */
  lead(leads: boolean): void;
  /** The conversation on the screen of this tab. */
  look(thread: ThreadKey | undefined): void;
  /** What rings here; nothing once it is taken or over. */
  ring(call: RingingCall | undefined): void;
  /** Nothing is told without a screen. */
  attach(screen: NotificationScreen): Unsubscribe;
  dismiss(): void;
  /** Asks for the system's permission; only when a person pressed something for it. */
  request(): Promise<SystemPermission>;
};

const SUMMARY_TAG = "parley";
const CALL_TAG = "parley-call";
const LISTED = ["inboxId", "status", "rows", "isCaughtUp"] as const;

type Shown = { inboxId: InboxId; notices: Notices; talk: TabTalk; stopHearing: Unsubscribe };

/** Tells of messages over its ports. */
export function createNotifications(ports: NotificationPorts): Notifications {
  const { notifier, attention, host, channel, messaging, preferences } = ports;
  const store = createStore<NotificationsView>(() => ({
    permission: "default",
    mention: undefined,
    hasWritten: false,
  }));
  let shown: Shown | undefined;
  let screen: NotificationScreen | undefined;
  let looksAt: ThreadKey | undefined;
  let leads = false;
  let ringing: RingingCall | undefined;
  let stopLookingAgain: Unsubscribe = () => {};
  let startedAtMs = 0;

  function dispatch(event: NoticeEvent): void {
    if (!shown) return;
    const [notices, effects] = stepNotices(shown.notices, event, host.nowMs());
    shown.notices = notices;
    for (const effect of effects) carryOut(effect);
  }

  function carryOut(effect: NoticeEffect): void {
    switch (effect.kind) {
      case "notify": {
        const row = rowOf(effect.thread);
        if (row) show(effect.thread, { kind: "conversation", row }, effect.isLoud);
        break;
      }
      case "notify-call": {
        const row = rowOf(effect.thread);
        const { media = "audio" } = ringing ?? {};
        if (row) show(CALL_TAG, { kind: "call", row, media }, true);
        break;
      }
      case "summarise":
        show(SUMMARY_TAG, { ...effect, kind: "summary" }, true);
        break;
      case "withdraw":
        notifier.close(tagOf(effect.about));
        break;
      case "mention": {
        const row = rowOf(effect.thread);
        if (row) store.setState({ mention: { row, atMs: host.nowMs() } });
        break;
      }
      case "sound":
        notifier.playSound();
        break;
      case "badge":
        notifier.setBadge(effect.count);
        break;
    }
  }

  function show(tag: string, told: Told, isLoud: boolean): void {
    const stays = told.kind === "call";
    if (screen) notifier.show({ tag, ...screen.words(told), isLoud, ...(stays && { stays }) });
  }

  function rowOf(thread: ThreadKey): InboxRow | undefined {
    return messaging.getState().rows.find(({ key }) => key === thread);
  }

  /** The list or what is settled about it changed. */
  function takeRows(): void {
    const { inboxId, rows, status, isCaughtUp } = messaging.getState();
    const settled = preferences.getState();
    if (inboxId !== shown?.inboxId) change(inboxId);
    if (!shown || status !== "ready" || !settled.isLoaded) return;
    const nowMs = host.nowMs();
    const { playsSound } = settled.app;
    const usesSystem = mayUseSystem();
    dispatch({
      kind: "rows",
      rows: rows.map((row): TellableRow => {
        return { ...row, mayBeTold: mayAskForAttention(row, settled, nowMs) };
      }),
      isCaughtUp,
      settings: { usesSystem, playsSound },
    });
    const { mention, hasWritten } = store.getState();
    const isRead = mention && rowOf(mention.row.key)?.unreadCount === 0;
    if (isRead) store.setState({ mention: undefined });
    if (!hasWritten && rows.some(isWrittenNow)) store.setState({ hasWritten: true });
  }

  function mayUseSystem(): boolean {
    const { isLoaded, app } = preferences.getState();
    return isLoaded && app.notifies && notifier.permission() === "granted";
  }

  function ringOf(call: RingingCall): Ring | undefined {
    const row = rowOf(call.thread);
    if (!row) return undefined;
    const mayBeTold = mayAskForAttention(row, preferences.getState(), host.nowMs());
    return { thread: row.key, mayBeTold, usesSystem: mayUseSystem() };
  }

  function isWrittenNow({ preview, lastAtMs }: InboxRow): boolean {
    return preview?.mine === true && preview.state.kind === "sent" && lastAtMs > startedAtMs;
  }

  function change(inboxId: InboxId | undefined): void {
    if (shown) {
      for (const about of shown.notices.shown) notifier.close(tagOf(about));
      if (leads) notifier.setBadge(0);
      shown.stopHearing();
    }
    shown = undefined;
    store.setState({ mention: undefined, hasWritten: false });
    if (!inboxId) return;
    const talk = tabTalk(inboxId, channel);
    const stopHearing = talk.onNews((news) => {
      if (news.kind === "looking" || news.kind === "left") dispatch(news);
      if (news.kind === "who-looks") tellLook();
    });
    shown = { inboxId, notices: noNotices(host.newKey()), talk, stopHearing };
    dispatch({ kind: "leads", leads });
    talk.tell({ kind: "who-looks" });
    tellLook();
  }

  function tellLook(): void {
    stopLookingAgain();
    if (!shown) return;
    const { tab } = shown.notices;
    const look = { tab, ...(looksAt && { thread: looksAt }) };
    const news = attention.isHere()
      ? ({ kind: "looking", ...look } as const)
      : ({ kind: "left", tab } as const);
    dispatch(news);
    shown.talk.tell(news);
    if (news.kind === "looking") {
      stopLookingAgain = host.at(host.nowMs() + LOOK_AGAIN_MS, tellLook);
    }
  }

  function leave(): void {
    if (shown) shown.talk.tell({ kind: "left", tab: shown.notices.tab });
  }

  function readPermission(): void {
    const permission = notifier.permission();
    if (permission !== store.getState().permission) store.setState({ permission });
  }

  return {
    store,
    start() {
      startedAtMs = host.nowMs();
      readPermission();
      notifier.onPermission(readPermission);
      attention.onChange(tellLook);
      host.onLeaving(leave);
      notifier.onEnd((tag, how) => {
        const about = aboutOf(tag);
        dispatch({ kind: "closed", about });
        if (how === "closed" || !screen) return;
        const thread = about === "call" ? ringing?.thread : about;
        const row = thread && thread !== "summary" ? rowOf(thread) : undefined;
        screen.open(row ?? "list");
      });
      messaging.subscribe((now, before) => {
        if (LISTED.some((part) => now[part] !== before[part])) takeRows();
      });
      preferences.subscribe(takeRows);
      takeRows();
    },
    lead(isLeading) {
      leads = isLeading;
      dispatch({ kind: "leads", leads });
    },
    look(thread) {
      if (thread === looksAt) return;
      looksAt = thread;
      tellLook();
    },
    ring(call) {
      if (call?.thread === ringing?.thread && call?.media === ringing?.media) return;
      ringing = call;
      const ring = call && ringOf(call);
      dispatch({ kind: "ring", ...(ring && { ring }) });
    },
    attach(given) {
      screen = given;
      return () => {
        if (screen === given) screen = undefined;
      };
    },
    dismiss: () => store.setState({ mention: undefined }),
    async request() {
      const permission = await notifier.request();
      store.setState({ permission });
      return permission;
    },
  };
}

function tagOf(about: NoticeAbout): string {
  if (about === "call") return CALL_TAG;
  return about === "summary" ? SUMMARY_TAG : about;
}

function aboutOf(tag: string): NoticeAbout {
  if (tag === CALL_TAG) return "call";
  return tag === SUMMARY_TAG ? "summary" : (tag as ThreadKey);
}
