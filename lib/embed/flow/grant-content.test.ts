import { beforeEach, expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { parseAddress } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { SessionState } from "@/lib/identity/core/session.ts";
import { EMPTY_VIEW, type MessagingView } from "@/lib/messaging/flow/messaging-store.ts";
import { NO_PREFERENCES, type PreferencesView } from "@/lib/preferences/core/preferences.ts";
import { APP_DEFAULTS } from "@/lib/preferences/core/settings.ts";
import type { Command, FromFrame, FromHost } from "../core/protocol.ts";
import { createEmbedding } from "./embedding.ts";
import { createContentGrant } from "./grant-content.ts";

const BEN = parseAddress("0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045");
const SITE = "https://dapp.test";
const READY = { kind: "ready" } as SessionState;
const OUT: SessionState = { kind: "signed-out" };

let said: FromFrame[];
let refused: Set<string>;

function start(sitesReading = "") {
  let hear: (said: FromHost) => void = () => undefined;
  const embedding = createEmbedding({
    origin: SITE,
    canClose: true,
    say: (each) => said.push(each),
    onSaid: (listener) => {
      const before = hear;
      hear = (each) => {
        before(each);
        listener(each);
      };
      return () => undefined;
    },
  });
  const session = createStore<SessionState>(() => ({ kind: "restoring" }) as SessionState);
  const messaging = createStore<MessagingView>(() => ({
    ...EMPTY_VIEW,
    inboxId: "me" as InboxId,
  }));
  const preferences = createStore<PreferencesView>(() => ({
    ...NO_PREFERENCES,
    isLoaded: true,
    app: { ...APP_DEFAULTS, sitesReading },
  }));
  const grant = createContentGrant({
    embedding,
    session: { store: session },
    messaging: { store: messaging },
    preferences: {
      store: preferences,
      settle: (name, value) =>
        preferences.setState(({ app }) => ({ app: { ...app, [name]: value } })),
    },
    refusals: {
      has: (origin) => refused.has(origin),
      keep: (origin) => refused.add(origin),
      forget: (origin) => refused.delete(origin),
    },
  });
  grant.start();
  const show = () => embedding.noteShown(BEN, true);
  const order = (command: Command) => hear({ kind: "command", command });
  const ask = () => {
    order({ name: "hearMessages", content: true });
    order({ name: "openConversation", to: BEN });
    show();
  };
  const be = (state: SessionState) => session.setState(state, true);
  return {
    grant,
    order,
    ask,
    show,
    be,
    kind: () => grant.store.getState().kind,
    reads: () => embedding.hearing.readsContent,
    kept: () => preferences.getState().app.sitesReading,
  };
}

beforeEach(() => {
  said = [];
  refused = new Set();
});

it("a person is asked once they are signed in, of conversations that the page opened, if it asked for that", () => {
  const { ask, order, show, be, kind } = start();
  order({ name: "openConversation", to: BEN });
  show();
  order({ name: "hearMessages" });
  be(READY);
  expect(kind()).toBe("none");
  be(OUT);
  ask();
  expect(kind()).toBe("none");
  be(READY);
  expect(kind()).toBe("asking");
});

it("who opened nobody's conversation before its person's eyes has nothing to ask for", () => {
  const { order, show, be, kind } = start();
  be(READY);
  order({ name: "hearMessages", content: true });
  expect(kind()).toBe("none");
  order({ name: "startCall", to: BEN, media: "audio" });
  expect(kind()).toBe("none");
  show();
  expect(kind()).toBe("asking");
});

it("no is no, also for a frame that is loaded anew; yes is kept for this site; the page hears of neither", () => {
  const { grant, ask, be, kind, reads, kept } = start("https://other.test");
  ask();
  be(READY);
  grant.refuse();
  ask();
  expect([kind(), reads(), kept()]).toEqual(["none", false, "https://other.test"]);
  const again = start("https://other.test");
  again.ask();
  again.be(READY);
  expect(again.kind()).toBe("none");
  refused.clear();
  const next = start("https://other.test");
  next.ask();
  next.be(READY);
  expect(next.kind()).toBe("asking");
  expect(next.reads()).toBe(false);
  next.grant.allow();
  expect([next.kind(), next.reads()]).toEqual(["granted", true]);
  expect(next.kept()).toBe(`https://other.test ${SITE}`);
  expect(said).toEqual([]);
});

it("who granted it is not asked again, and ends it at any time", () => {
  const { grant, ask, be, kind, reads, kept } = start(SITE);
  ask();
  be(READY);
  expect([kind(), reads()]).toEqual(["granted", true]);
  grant.refuse();
  expect([kind(), reads(), kept()]).toEqual(["none", false, ""]);
});

it("signing out ends it: who signs in anew is asked anew", () => {
  const { ask, be, kind, reads, kept } = start(SITE);
  ask();
  be(READY);
  be(OUT);
  expect([kind(), reads()]).toEqual(["none", false]);
  be({ kind: "opening" } as SessionState);
  be(READY);
  expect([kind(), reads(), kept()]).toEqual(["asking", false, ""]);
});
