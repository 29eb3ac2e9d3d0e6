import { beforeEach, describe, expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { type CallsView, NO_CALL } from "@/lib/calls/flow/calls-view.ts";
import { ParleyError } from "@/lib/errors/base.ts";
import { type Address, parseAddress } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { SessionState } from "@/lib/identity/core/session.ts";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import type { InboxRow } from "@/lib/messaging/core/view.ts";
import { EMPTY_VIEW, type MessagingView } from "@/lib/messaging/flow/messaging-store.ts";
import { NO_PREFERENCES } from "@/lib/preferences/core/preferences.ts";
import type { Command, FromFrame, FromHost } from "../core/protocol.ts";
import { MOST_SHOWN } from "../core/wish.ts";
import { createEmbedding } from "./embedding.ts";
import { reportToHost } from "./report-to-host.ts";

const BEN = parseAddress("0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045");
const KEY = "dm:ben" as ThreadKey;

const ROW: InboxRow = {
  key: KEY,
  kind: "dm",
  peer: { inboxId: "ben" as InboxId, address: BEN },
  consent: "allowed",
  preview: { content: { type: "text", text: "hi" }, mine: false, state: { kind: "sent" } },
  lastAtMs: 1,
  unreadCount: 1,
};

const SHOWN: Partial<MessagingView> = { inboxId: "me" as InboxId, status: "ready", rows: [ROW] };

const AT_FIRST = { theme: "system", isCovered: false, hasWallet: false };

let said: FromFrame[];
let listeners: ((said: FromHost) => void)[];

const order = (command: Command) => {
  for (const listener of listeners) listener({ kind: "command", command });
};

function open() {
  const embedding = createEmbedding({
    origin: "https://dapp.test",
    canClose: true,
    say: (each) => said.push(each),
    onSaid: (listener) => {
      listeners.push(listener);
      return () => undefined;
    },
  });
  embedding.begin();
  said = [];
  const messaging = createStore<MessagingView>(() => EMPTY_VIEW);
  const calls = createStore<CallsView>(() => NO_CALL);
  const session = createStore<SessionState>(() => ({ kind: "signed-out" }));
  let loadCount = 0;
  const end = reportToHost(embedding, {
    session: { store: session },
    messaging: { store: messaging },
    preferences: { store: createStore(() => ({ ...NO_PREFERENCES, isLoaded: true })) },
    host: { nowMs: () => 0 },
    loadCalls: async () => {
      loadCount += 1;
      return { store: calls };
    },
  });
  return { embedding, session, messaging, calls, end, loadCount: () => loadCount };
}

const events = () => said.flatMap((each) => (each.kind === "event" ? each.event : []));

beforeEach(() => {
  said = [];
  listeners = [];
});

describe("what the page wishes", () => {
  it("is for the screen to see to, the last of it", () => {
    const { embedding } = open();
    const wish: Command = { name: "openConversation", to: BEN, draft: "Hello" };
    order({ name: "openInbox" });
    order(wish);
    expect(embedding.store.getState()).toEqual({ ...AT_FIRST, wish });
    embedding.fulfil({ name: "openInbox" });
    expect(embedding.store.getState().wish).toBe(wish);
    embedding.fulfil(wish as never);
    expect(embedding.store.getState()).toEqual(AT_FIRST);
  });

  it("sends nothing, and asks for nothing", () => {
    open();
    order({ name: "openConversation", to: BEN, draft: "Hello" });
    order({ name: "startCall", to: BEN, media: "video" });
    expect(said).toEqual([]);
  });

  it("is how it looks, as long as it is there", () => {
    const { embedding } = open();
    order({ name: "setTheme", theme: "dark" });
    order({ name: "setLocale", locale: "es-MX" });
    order({ name: "setAccent", accent: "#7c3aed" });
    const look = { ...AT_FIRST, theme: "dark", locale: "es-MX" };
    expect(embedding.store.getState()).toEqual({ ...look, accent: "#7c3aed" });
    order({ name: "setAccent" });
    expect(embedding.store.getState()).toEqual(look);
  });

  it("is told by the browser when something lies over it", () => {
    const { embedding } = open();
    embedding.cover(true);
    expect(embedding.store.getState().isCovered).toBe(true);
  });
});

describe("what the page is told", () => {
  it("is how many wait, from the first sight on; of messages, when it listens for that", () => {
    const { embedding, messaging } = open();
    messaging.setState(SHOWN);
    messaging.setState({ rows: [{ ...ROW, lastAtMs: 2, unreadCount: 2 }] });
    expect(events()).toEqual([
      { name: "unread", count: 1 },
      { name: "unread", count: 2 },
    ]);
    said = [];
    order({ name: "hearMessages" });
    messaging.setState({ rows: [{ ...ROW, lastAtMs: 3, unreadCount: 2 }] });
    order({ name: "openConversation", to: BEN.toLowerCase() });
    messaging.setState({ rows: [{ ...ROW, lastAtMs: 4, unreadCount: 2 }] });
    embedding.noteShown(BEN, true);
    messaging.setState({ rows: [{ ...ROW, lastAtMs: 5, unreadCount: 2 }] });
    order({ name: "hearNothing" });
    messaging.setState({ rows: [{ ...ROW, lastAtMs: 6, unreadCount: 2 }] });
    order({ name: "hearMessages" });
    messaging.setState({ rows: [{ ...ROW, lastAtMs: 7, unreadCount: 2 }] });
    expect(events()).toEqual([
      { name: "messageReceived", atMs: 3 },
      { name: "messageReceived", atMs: 4 },
      { name: "messageReceived", atMs: 5, from: BEN },
      { name: "messageReceived", atMs: 7, from: BEN },
    ]);
  });

  it("has nobody that it did not say by the address, and nobody past the most of a visit", () => {
    const { embedding } = open();
    const { named, shown } = embedding.hearing;
    const addressOf = (index: number) => `0x${index.toString(16).padStart(40, "0")}` as Address;
    for (let index = 0; index < 100; index += 1)
      order({ name: "openConversation", to: addressOf(index) });
    expect([named.size, shown.size], "nobody was seen").toEqual([0, 0]);
    embedding.noteShown(BEN, false);
    expect([named.size, shown.size]).toEqual([0, 1]);
    for (let index = 0; index < 100; index += 1) embedding.noteShown(addressOf(index), true);
    embedding.noteShown(BEN, true);
    expect([named.size, shown.size]).toEqual([MOST_SHOWN, MOST_SHOWN]);
    expect([named.has(BEN.toLowerCase()), named.has(addressOf(99))]).toEqual([true, false]);
  });

  it("is nothing of what this device does not know yet, and nothing after the end", () => {
    const { messaging, end } = open();
    messaging.setState({ ...SHOWN, status: "loading" });
    expect(events()).toEqual([]);
    end();
    messaging.setState(SHOWN);
    expect(events()).toEqual([]);
  });

  it("is that a call began, once; with whom, where the page said it", async () => {
    const { embedding, messaging, calls, loadCount } = open();
    messaging.setState(SHOWN);
    expect(loadCount()).toBe(0);
    messaging.setState({ connection: { kind: "live" } });
    messaging.setState({ connection: { kind: "unreachable", sinceMs: 1, retryAtMs: 2 } });
    messaging.setState({ connection: { kind: "live" } });
    await Promise.resolve();
    expect(loadCount()).toBe(1);
    said = [];
    const connected = { kind: "connected", callId: "c1", thread: KEY, sinceMs: 5 } as never;
    calls.setState({ call: connected });
    calls.setState({ call: { ...(connected as object), kind: "reconnecting" } as never });
    calls.setState({ call: connected });
    expect(events()).toEqual([{ name: "callStarted", atMs: 5 }]);
    embedding.noteShown(BEN, true);
    calls.setState({ call: { kind: "idle" } });
    calls.setState({ call: { ...(connected as object), callId: "c2" } as never });
    expect(events().at(-1)).toEqual({ name: "callStarted", atMs: 5, with: BEN });
  });
});

describe("a window that takes the place of its frame", () => {
  const link = { origin: "https://dapp.test", canClose: false, onSaid: () => () => undefined };

  it("goes on with what the page had said to the frame", () => {
    const { embedding: frame } = open();
    order({ name: "startCall", to: BEN, media: "audio" });
    frame.noteShown(BEN, true);
    order({ name: "openConversation", to: "ben.eth", draft: "Hello" });
    const window = createEmbedding({ ...link, say: () => undefined, heard: frame.heard() });
    expect(window.store.getState().wish).toEqual({
      name: "openConversation",
      to: "ben.eth",
      draft: "Hello",
    });
    expect(window.hearing.named).toEqual(new Set([BEN.toLowerCase()]));
  });

  it("says when the page is gone", () => {
    let leave = () => {};
    const onLeft = (listener: () => void) => {
      leave = listener;
      return () => undefined;
    };
    const { store } = createEmbedding({ ...link, say: () => undefined, onLeft });
    expect(store.getState().isLeft).toBeUndefined();
    leave();
    expect(store.getState().isLeft).toBe(true);
  });
});

it("what is to be told before the panel can be seen is told then", () => {
  const embedding = createEmbedding({
    origin: "https://dapp.test",
    canClose: true,
    say: (each) => said.push(each),
    onSaid: () => () => undefined,
  });
  embedding.tell({ name: "unread", count: 1 });
  expect(said).toEqual([]);
  embedding.begin();
  expect(said).toEqual([{ kind: "ready" }, { kind: "event", event: { name: "unread", count: 1 } }]);
});

describe("the page is told what went wrong", () => {
  const codes = () => events().flatMap((event) => (event.name === "error" ? event.code : []));

  it("with the network, before somebody is signed in and after", () => {
    const { session, messaging, end } = open();
    const error = new ParleyError("xmtp.unreachable", "No answer");
    session.setState({ kind: "failed", error, failed: { step: "opening", address: BEN } }, true);
    session.setState({ kind: "signed-out" }, true);
    expect(codes()).toEqual(["network"]);
    messaging.setState({ ...SHOWN, connection: { kind: "live" } });
    messaging.setState({ connection: { kind: "unreachable", sinceMs: 1, retryAtMs: 2 } });
    messaging.setState({ connection: { kind: "unreachable", sinceMs: 1, retryAtMs: 9 } });
    expect(codes()).toEqual(["network", "network"]);
    end();
    messaging.setState({ connection: { kind: "live" } });
    messaging.setState({ connection: { kind: "unreachable", sinceMs: 1, retryAtMs: 2 } });
    expect(codes()).toHaveLength(2);
  });

  it("with a call", async () => {
    const { messaging, calls } = open();
    messaging.setState({ ...SHOWN, connection: { kind: "live" } });
    await Promise.resolve();
    calls.setState({ problem: "call.not-allowed" });
    calls.setState({ problem: "call.not-allowed" });
    expect(codes()).toEqual(["call-failed"]);
  });

  it("with its wallet: none is there when somebody signs in, or its person says no", () => {
    const { embedding } = open();
    const say = (each: FromHost) => {
      for (const listener of listeners) listener(each);
    };
    embedding.noteSignIn();
    embedding.noteSignIn();
    expect(codes()).toEqual(["wallet-missing", "wallet-missing"]);
    said = [];
    say({ kind: "wallet", isThere: true });
    embedding.noteSignIn();
    expect(codes()).toEqual([]);
    say({ kind: "refusal", id: 1, code: 4200, message: "Not let through" });
    say({ kind: "refusal", id: 1, code: 4001, message: "No" });
    expect(codes()).toEqual(["wallet-refused"]);
  });
});
