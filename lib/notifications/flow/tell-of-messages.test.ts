import { beforeEach, describe, expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { InboxRow, ThreadKey } from "@/lib/messaging/core/view.ts";
import { EMPTY_VIEW, type MessagingView } from "@/lib/messaging/flow/messaging-store.ts";
import { NO_PREFERENCES, withNews } from "@/lib/preferences/core/preferences.ts";
import { FOR_EVER } from "@/lib/preferences/core/settings.ts";
import { FakeAttention, FakeNotifier } from "@/tests/fakes/fake-notifier.ts";
import { createProfile } from "@/tests/fakes/profile.ts";
import { VirtualHost } from "@/tests/fakes/virtual-host.ts";
import { LOOK_AGAIN_MS, LOOK_LASTS_MS } from "../core/notices.ts";
import { createNotifications } from "./tell-of-messages.ts";

const ANA = "a".repeat(64) as InboxId;
const BEN: ThreadKey = "dm:ben";

let host = new VirtualHost();
let profile = createProfile();

beforeEach(() => {
  host = new VirtualHost();
  profile = createProfile();
});

function row(lastAtMs: number, unreadCount: number, { mine = false } = {}): InboxRow {
  return {
    key: BEN,
    kind: "dm",
    consent: "allowed",
    preview: { content: { type: "text", text: "hi" }, mine, state: { kind: "sent" } },
    lastAtMs,
    unreadCount,
  };
}

function openTab({ leads = true, isHere = false } = {}) {
  const notifier = new FakeNotifier();
  const attention = new FakeAttention(isHere);
  const messaging = createStore<MessagingView>(() => ({
    ...EMPTY_VIEW,
    inboxId: ANA,
    status: "ready",
    rows: [row(1, 0)],
    isCaughtUp: true,
  }));
  const preferences = createStore(() => ({ ...NO_PREFERENCES, isLoaded: true }));
  const tab = profile.openTab();
  const { channel, crash } = tab;
  const notifications = createNotifications({
    notifier,
    attention,
    host,
    channel,
    messaging,
    preferences,
  });
  const opened: string[] = [];
  notifications.attach({
    words: (told) => ({ title: told.kind, body: "words" }),
    open: (about) => opened.push(about === "list" ? about : about.key),
  });
  notifications.start();
  notifications.lead(leads);
  return {
    notifier,
    attention,
    notifications,
    opened,
    preferences,
    crash,
    say: (lastAtMs: number, unreadCount: number, options = {}) =>
      messaging.setState({ rows: [row(lastAtMs, unreadCount, options)] }),
    leaveAccount: () => messaging.setState(EMPTY_VIEW, true),
  };
}

describe("a message while nobody is here", () => {
  it("is shown with the screen's words, and a click opens its conversation", () => {
    const tab = openTab();
    tab.say(2, 1);
    expect(tab.notifier.shown).toEqual(
      new Map([[BEN, { tag: BEN, title: "conversation", body: "words", isLoud: true }]]),
    );
    expect(tab.notifier.sounds).toBe(1);
    expect(tab.notifier.badge).toBe(1);
    tab.notifier.end(BEN, "clicked");
    expect(tab.opened).toEqual([BEN]);
  });

  it("is not shown while the system is not allowed, or not wanted", () => {
    const tab = openTab();
    tab.notifier.allowed = "denied";
    tab.say(2, 1);
    tab.notifier.allowed = "granted";
    const off = { about: "app", name: "notifies", value: false, setAtMs: 1, setBy: "" } as const;
    tab.preferences.setState(withNews(tab.preferences.getState(), [off]));
    tab.say(3, 2);
    expect(tab.notifier.shown.size).toBe(0);
  });

  it("is taken back when the account is left, with the number", () => {
    const tab = openTab();
    tab.say(2, 1);
    tab.leaveAccount();
    expect(tab.notifier.shown.size).toBe(0);
    expect(tab.notifier.badge).toBe(0);
  });
});

describe("a call that rings", () => {
  const call = { thread: BEN, media: "video" } as const;

  it("is shown until it ends, and a click leads to whom it is with", () => {
    const tab = openTab();
    tab.notifications.ring(call);
    const [shown] = tab.notifier.shown.values();
    expect(shown).toMatchObject({ title: "call", isLoud: true, stays: true });
    tab.notifications.ring(undefined);
    expect(tab.notifier.shown.size).toBe(0);
    tab.notifications.ring(call);
    tab.notifier.end(shown?.tag ?? "", "clicked");
    expect(tab.opened).toEqual([BEN]);
    expect(tab.notifier.shown.size).toBe(0);
  });

  it("is not shown to who is here, only once they leave, and not again once it was closed", () => {
    const tab = openTab({ isHere: true });
    tab.notifications.ring(call);
    expect(tab.notifier.shown.size).toBe(0);
    tab.attention.turn(false);
    const [tag = ""] = tab.notifier.shown.keys();
    expect(tab.notifier.shown.size).toBe(1);
    tab.attention.turn(true);
    expect(tab.notifier.shown.size).toBe(0);
    tab.attention.turn(false);
    tab.notifier.end(tag, "closed");
    tab.say(2, 0);
    expect(tab.notifier.shown.size).toBe(0);
  });

  it("is told by the tab that leads alone, and by the next one when that is gone", () => {
    const [leader, other] = [openTab(), openTab({ leads: false })];
    for (const tab of [leader, other]) tab.notifications.ring(call);
    expect([leader, other].map(({ notifier }) => notifier.shown.size)).toEqual([1, 0]);
    leader.notifications.lead(false);
    other.notifications.lead(true);
    expect([leader, other].map(({ notifier }) => notifier.shown.size)).toEqual([0, 1]);
  });

  it("is not told of who was muted, nor where the system is not wanted", () => {
    const tab = openTab();
    const set = { setAtMs: 1, setBy: "" };
    const muted = { about: BEN, name: "mutedUntilMs", value: FOR_EVER, ...set } as const;
    const before = tab.preferences.getState();
    tab.preferences.setState(withNews(before, [muted]));
    tab.notifications.ring(call);
    expect(tab.notifier.shown.size).toBe(0);
    tab.notifications.ring(undefined);
    const off = { about: "app", name: "notifies", value: false, ...set } as const;
    tab.preferences.setState({ ...withNews(before, [off]) }, true);
    tab.notifications.ring(call);
    expect(tab.notifier.shown.size).toBe(0);
  });
});

describe("several tabs", () => {
  it("know where somebody works, also those that come later", async () => {
    const here = openTab({ leads: false, isHere: true });
    const leader = openTab();
    await host.settle();
    for (const tab of [leader, here]) tab.say(2, 1);
    expect(leader.notifier.shown.size).toBe(0);
    expect(here.notifications.store.getState().mention?.row.key).toBe(BEN);
    here.attention.turn(false);
    await host.settle();
    for (const tab of [leader, here]) tab.say(3, 2);
    expect(leader.notifier.shown.size).toBe(1);
    expect(here.notifier.shown.size).toBe(0);
  });

  it("are told of what is looked at as long as it is, and no longer", async () => {
    const [leader, here] = [openTab(), openTab({ leads: false, isHere: true })];
    here.notifications.look(BEN);
    await host.pass(LOOK_LASTS_MS + LOOK_AGAIN_MS);
    leader.say(2, 1);
    expect(leader.notifier.shown.size).toBe(0);
    here.crash();
    await host.pass(LOOK_LASTS_MS);
    leader.say(3, 2);
    expect(leader.notifier.shown.size).toBe(1);
  });
});

describe("the question whether to be told", () => {
  it("waits until something was written here, and asks the browser only when told to", async () => {
    const tab = openTab();
    tab.notifier.allowed = "default";
    tab.say(host.nowMs() - 1, 0, { mine: true });
    expect(tab.notifications.store.getState().hasWritten).toBe(false);
    tab.say(host.nowMs() + 1, 0, { mine: true });
    expect(tab.notifications.store.getState().hasWritten).toBe(true);
    expect(tab.notifier.questions).toBe(0);
    expect(await tab.notifications.request()).toBe("granted");
    expect(tab.notifications.store.getState().permission).toBe("granted");
  });
});
