import { beforeEach, describe, expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { ParleyError } from "@/lib/errors/base.ts";
import { type Address, parseAddress } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import { EMPTY_VIEW, type MessagingView } from "@/lib/messaging/flow/messaging-store.ts";
import { NO_PREFERENCES, type PreferencesView } from "@/lib/preferences/core/preferences.ts";
import type { Wish } from "../core/wish.ts";
import type { EmbeddingView } from "./embedding.ts";
import { createWishes } from "./fulfil-wishes.ts";

const BEN = parseAddress("0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045");
const EVE = parseAddress("0x00000000219ab540356cBB839Cbe05303d7705Fa");
const AT_FIRST: EmbeddingView = { theme: "system", isCovered: false, hasWallet: false };
const SIGNED_IN = { inboxId: "me" as InboxId };
const threadOf = (address: Address) => `dm:${address}` as ThreadKey;

let paths: string[];
let written: [ThreadKey, string][];
let shown: [Address, boolean][];
let isBusy: boolean;
let isLooking: boolean;
let waiting: Set<() => void>;
let opening: (address: string) => Promise<ThreadKey>;

function start({ isSignedIn = true, isLoaded = true, draft = "" } = {}) {
  const view = createStore<EmbeddingView>(() => AT_FIRST);
  const messaging = createStore<MessagingView>(() => ({
    ...EMPTY_VIEW,
    ...(isSignedIn && SIGNED_IN),
  }));
  const conversations = new Map([[threadOf(BEN), { draft } as never]]);
  const preferences = createStore<PreferencesView>(() => ({
    ...NO_PREFERENCES,
    conversations,
    isLoaded,
  }));
  const wishes = createWishes({
    embedding: {
      store: view,
      fulfil: (wish) => {
        const { wish: pending, ...rest } = view.getState();
        if (pending === wish) view.setState(rest, true);
      },
      noteShown: (address, isNamed) => shown.push([address, isNamed]),
    },
    messaging: { store: messaging, openDm: (address) => opening(address) },
    preferences: {
      store: preferences,
      writeDraft: (thread, text) => written.push([thread, text]),
    },
    goTo: (path) => paths.push(path),
    person: {
      isBusy: () => isBusy,
      isLooking: () => isLooking,
      watch: () => () => undefined,
      nowAndThen: (look) => {
        waiting.add(look);
        return () => waiting.delete(look);
      },
    },
  });
  const end = wishes.start();
  const wish = (wanted: Wish) => view.setState({ wish: wanted });
  const isPending = () => view.getState().wish !== undefined;
  const cover = (isCovered: boolean) => view.setState({ isCovered });
  return { wishes, wish, cover, isPending, messaging, preferences, end };
}

/** Some time goes by. */
const lookAgain = () => {
  for (const look of [...waiting]) look();
};

const settle = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  [paths, written, shown] = [[], [], []];
  [isBusy, isLooking, waiting] = [false, true, new Set()];
  opening = async (address) => threadOf(parseAddress(address));
});

it("the list is shown, and that is all", () => {
  const { wish, isPending } = start();
  wish({ name: "openInbox" });
  expect(paths).toEqual(["/"]);
  expect(isPending()).toBe(false);
});

describe("a conversation", () => {
  const hello: Wish = { name: "openConversation", to: BEN, draft: "Hello" };

  it("is gone to, and has its draft once it is open", async () => {
    const { wishes, wish, isPending } = start();
    wish(hello);
    expect(paths).toEqual([`/dm/${BEN}`]);
    await settle();
    expect([written, isPending()]).toEqual([[], true]);
    wishes.lookAt(BEN);
    await settle();
    expect(written).toEqual([[threadOf(BEN), "Hello"]]);
    expect(isPending()).toBe(false);
    expect(shown).toEqual([[BEN, true]]);
  });

  it("that is on the screen already has it at once", async () => {
    const { wishes, wish } = start();
    wishes.lookAt(BEN);
    wish(hello);
    await settle();
    expect(written).toHaveLength(1);
  });

  it("keeps what its person wrote", async () => {
    const { wishes, wish, isPending } = start({ draft: "my own words" });
    wish(hello);
    wishes.lookAt(BEN);
    await settle();
    expect([written, isPending()]).toEqual([[], false]);
  });

  it("waits until somebody is signed in, until the network is there, and until drafts are known", async () => {
    const { wishes, wish, messaging, preferences } = start({ isSignedIn: false, isLoaded: false });
    let answer: ThreadKey | undefined;
    opening = async () => {
      if (!answer) throw new ParleyError("xmtp.unreachable", "No answer");
      return answer;
    };
    wish(hello);
    wishes.lookAt(BEN);
    messaging.setState(SIGNED_IN);
    await settle();
    expect(shown).toEqual([]);
    answer = threadOf(BEN);
    messaging.setState({ connection: { kind: "live" } });
    await settle();
    expect([shown, written]).toEqual([[[BEN, true]], []]);
    preferences.setState({ isLoaded: true });
    expect(written).toEqual([[threadOf(BEN), "Hello"]]);
  });

  it("is nothing any more when its person goes elsewhere, also while it is opened", async () => {
    const { wishes, wish, isPending } = start();
    wish(hello);
    wishes.lookAt(BEN);
    wishes.lookAt(undefined);
    await settle();
    wishes.lookAt(BEN);
    await settle();
    expect([written, shown, isPending()]).toEqual([[], [], false]);
  });

  it("gives way to the next wish", async () => {
    const { wishes, wish } = start();
    wish(hello);
    wishes.lookAt(BEN);
    wish({ name: "openConversation", to: EVE, draft: "Hi" });
    wishes.lookAt(EVE);
    await settle();
    expect(paths).toEqual([`/dm/${BEN}`, `/dm/${EVE}`]);
    expect(written).toEqual([[threadOf(EVE), "Hi"]]);
  });

  it("of a name is there when its person said yes to whom it leads to", async () => {
    const { wishes, wish } = start();
    wish({ name: "openConversation", to: "ben.eth", draft: "Hello" });
    expect(paths).toEqual(["/dm/ben.eth"]);
    wishes.lookAt("ben.eth");
    await settle();
    expect(written).toEqual([]);
    wishes.lookAt(BEN);
    await settle();
    expect(written).toEqual([[threadOf(BEN), "Hello"]]);
    expect(shown, "the page did not say that address").toEqual([[BEN, false]]);
  });
});

describe("somebody who is in the middle of something", () => {
  const hello: Wish = { name: "openConversation", to: BEN, draft: "Hello" };

  it("stays where they are until they pause, and then it is the last wish that counts", async () => {
    const { wishes, wish, messaging } = start();
    wishes.lookAt(BEN);
    isBusy = true;
    wish(hello);
    messaging.setState({ connection: { kind: "live" } });
    lookAgain();
    await settle();
    expect([paths, written, shown]).toEqual([[], [], []]);
    wish({ name: "openInbox" });
    lookAgain();
    expect(paths).toEqual([]);
    isBusy = false;
    lookAgain();
    expect(paths).toEqual(["/"]);
    lookAgain();
    expect([paths.length, waiting.size]).toEqual([1, 0]);
  });

  it("has the draft when they pause", async () => {
    const { wishes, wish, isPending } = start();
    wishes.lookAt(BEN);
    isBusy = true;
    wish(hello);
    isBusy = false;
    lookAgain();
    await settle();
    expect([written, isPending()]).toEqual([[[threadOf(BEN), "Hello"]], false]);
  });

  it("is asked about a call when they pause, and not any more when they left", async () => {
    const { wishes, wish } = start();
    wish({ name: "startCall", to: BEN, media: "audio" });
    wishes.lookAt(BEN);
    isBusy = true;
    await settle();
    expect(wishes.store.getState()).toEqual({});
    isBusy = false;
    lookAgain();
    expect(wishes.store.getState().proposed?.address).toBe(BEN);
    wishes.settleCall();
    wish({ name: "startCall", to: BEN, media: "audio" });
    isBusy = true;
    await settle();
    wishes.lookAt(undefined);
    isBusy = false;
    lookAgain();
    expect(wishes.store.getState()).toEqual({});
  });

  it("is left alone after the end", () => {
    const { wish, end } = start();
    isBusy = true;
    wish(hello);
    end();
    isBusy = false;
    lookAgain();
    expect(paths).toEqual([]);
  });
});

describe("the page is told of whom it opened", () => {
  const open = async () => {
    const started = start();
    started.cover(!isLooking);
    started.wish({ name: "openConversation", to: BEN });
    started.wishes.lookAt(BEN);
    await settle();
    return started;
  };

  it("from when the panel is before its person's eyes, and nothing lies over it", async () => {
    isLooking = false;
    const { cover } = await open();
    lookAgain();
    expect(shown).toEqual([]);
    isLooking = true;
    lookAgain();
    expect(shown, "covered").toEqual([]);
    cover(false);
    lookAgain();
    lookAgain();
    expect(shown).toEqual([[BEN, true]]);
  });

  it("not when they went elsewhere before that", async () => {
    isLooking = false;
    const { wishes, cover } = await open();
    wishes.lookAt(EVE);
    isLooking = true;
    cover(false);
    lookAgain();
    expect([shown, waiting.size]).toEqual([[], 0]);
  });
});

describe("a call", () => {
  const call: Wish = { name: "startCall", to: BEN, media: "video" };

  it("is proposed where its conversation is open, until its person answers", async () => {
    const { wishes, wish, isPending } = start();
    wish(call);
    wishes.lookAt(BEN);
    expect(wishes.store.getState()).toEqual({});
    await settle();
    expect(wishes.store.getState()).toEqual({
      proposed: { thread: threadOf(BEN), address: BEN, media: "video" },
    });
    wishes.settleCall();
    expect(wishes.store.getState()).toEqual({});
    expect(isPending()).toBe(false);
  });

  it("is not proposed any more when its person goes elsewhere, or nothing of this is heard any more", async () => {
    const { wishes, wish, end } = start();
    wish(call);
    wishes.lookAt(BEN);
    await settle();
    wishes.lookAt(EVE);
    expect(wishes.store.getState()).toEqual({});
    end();
    wish({ name: "openInbox" });
    expect(paths).toEqual([`/dm/${BEN}`]);
  });
});
