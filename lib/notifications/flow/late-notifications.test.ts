import { describe, expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { EMPTY_VIEW, type MessagingView } from "@/lib/messaging/flow/messaging-store.ts";
import { NO_PREFERENCES } from "@/lib/preferences/core/preferences.ts";
import { FakeAttention, FakeNotifier } from "@/tests/fakes/fake-notifier.ts";
import { createProfile } from "@/tests/fakes/profile.ts";
import { VirtualHost } from "@/tests/fakes/virtual-host.ts";
import { lateNotifications } from "./late-notifications.ts";
import { createNotifications } from "./tell-of-messages.ts";

const ANA = "a".repeat(64) as InboxId;

function openPage({ failures = 0 } = {}) {
  const notifier = new FakeNotifier();
  const messaging = createStore<MessagingView>(() => ({ ...EMPTY_VIEW, status: "ready" }));
  let loads = 0;
  const notifications = lateNotifications({
    messaging,
    load: async () => {
      loads += 1;
      if (loads <= failures) throw new Error("The chunk did not come");
      return createNotifications({
        notifier,
        attention: new FakeAttention(false),
        host: new VirtualHost(),
        channel: createProfile().openTab().channel,
        messaging,
        preferences: createStore(() => ({ ...NO_PREFERENCES, isLoaded: true })),
      });
    },
  });
  notifications.start();
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { notifier, messaging, notifications, settle, loads: () => loads };
}

const row = (lastAtMs: number, unreadCount: number): MessagingView["rows"][number] => ({
  key: "dm:ben",
  kind: "dm",
  consent: "allowed",
  preview: { content: { type: "text", text: "hi" }, mine: false, state: { kind: "sent" } },
  lastAtMs,
  unreadCount,
});

describe("notifications that are loaded late", () => {
  it("are not loaded before there is an inbox", async () => {
    const { messaging, settle, loads } = openPage();
    messaging.setState({ isCaughtUp: true });
    await settle();
    expect(loads()).toBe(0);
    messaging.setState({ inboxId: ANA });
    messaging.setState({ rows: [row(1, 0)] });
    await settle();
    expect(loads()).toBe(1);
  });

  it("know what was said before they came: who leads, and the screen's words", async () => {
    const { notifier, messaging, notifications, settle } = openPage();
    notifications.lead(true);
    notifications.attach({
      words: () => ({ title: "Ben", body: "hi" }),
      open: () => {},
    });
    messaging.setState({ inboxId: ANA, rows: [row(1, 0)], isCaughtUp: true });
    await settle();
    expect(notifications.store.getState().permission).toBe("granted");
    messaging.setState({ rows: [row(2, 1)] });
    expect([...notifier.shown.values()].map(({ title }) => title)).toEqual(["Ben"]);
  });

  it("say nothing when the screen has gone", async () => {
    const { notifier, messaging, notifications, settle } = openPage();
    notifications.lead(true);
    const detach = notifications.attach({
      words: () => ({ title: "Ben", body: "hi" }),
      open: () => {},
    });
    messaging.setState({ inboxId: ANA, rows: [row(1, 0)], isCaughtUp: true });
    await settle();
    detach();
    messaging.setState({ rows: [row(2, 1)] });
    expect(notifier.shown.size).toBe(0);
  });

  it("are asked for again when they did not come", async () => {
    const { messaging, settle, loads } = openPage({ failures: 1 });
    messaging.setState({ inboxId: ANA });
    await settle();
    expect(loads()).toBe(1);
    messaging.setState({ rows: [row(1, 0)] });
    await settle();
    expect(loads()).toBe(2);
  });
});
