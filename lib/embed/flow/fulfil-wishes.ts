import { createStore, type StoreApi } from "zustand/vanilla";
import type { Address } from "@/lib/identity/core/address.ts";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import type { Messaging } from "@/lib/messaging/flow/messaging.ts";
import { settledAbout } from "@/lib/preferences/core/preferences.ts";
import type { Preferences } from "@/lib/preferences/flow/keep-preferences.ts";
import { type Following, follow, isAddress, isShown, NOWHERE } from "../core/follow-wish.ts";
import type { Wish } from "../core/wish.ts";
import type { Person, Unsubscribe } from "../ports.ts";
import type { Embedding } from "./embedding.ts";

/** A call that the page proposes, in the conversation that is open. */
export type ProposedCall = { thread: ThreadKey; address: Address; media: "audio" | "video" };

export type WishesView = { proposed?: ProposedCall };

/** What the page wishes, carried out as far as it goes without its person. */
export type Wishes = {
  readonly store: Pick<StoreApi<WishesView>, "getState" | "getInitialState" | "subscribe">;
  /** The screen shows the conversation with whom its path names so; none without. */
  lookAt(part: string | undefined): void;
  /** The person called, or did not want to. */
  settleCall(): void;
  start(): Unsubscribe;
};

type WishPorts = {
  embedding: Pick<Embedding, "store" | "fulfil" | "noteShown">;
  messaging: Pick<Messaging, "store" | "openDm">;
  preferences: Pick<Preferences, "store" | "writeDraft">;
  /** Shows a place of the messenger, by its path. */
  goTo: (path: string) => void;
  person: Person;
};

/**
 * Goes where the page wishes, once its person is not in the middle of something: a key that they press
 * for one place must not fall into another. What is more than looking waits until that conversation is open, and is
 * given up when the person goes elsewhere: a draft is put where nothing is written, a call is proposed. The page
 * may be told of whom it so opened from when that was before the person's eyes.
 */
export function createWishes(ports: WishPorts): Wishes {
  const { embedding, messaging, preferences, goTo, person } = ports;
  const store = createStore<WishesView>(() => ({}));
  let isGone = false;
  let endWaiting: Unsubscribe = () => undefined;
  let unseen: { address: Address; end: Unsubscribe } | undefined;
  let wish: Wish | undefined;
  let following: Following = NOWHERE;
  let part: string | undefined;
  let thread: ThreadKey | undefined;

  function take(): void {
    const { wish: next } = embedding.store.getState();
    if (next === wish) return;
    wish = next;
    following = NOWHERE;
    thread = undefined;
    isGone = false;
    endWaiting();
    store.setState({}, true);
    if (wish) endWaiting = when(isFree, go);
  }

  const isFree = () => !person.isBusy();
  const isSeen = () => person.isLooking() && !embedding.store.getState().isCovered;

  /** At once, or as soon as it is so. */
  function when(isSo: () => boolean, then: () => void): Unsubscribe {
    if (isSo()) {
      then();
      return () => undefined;
    }
    const end = person.nowAndThen(() => {
      if (!isSo()) return;
      end();
      then();
    });
    return end;
  }

  function go(): void {
    if (!wish) return;
    isGone = true;
    goTo(wish.name === "openInbox" ? "/" : `/dm/${encodeURIComponent(wish.to)}`);
    if (wish.name === "openInbox") embedding.fulfil(wish);
    else look();
  }

  function look(): void {
    if (!wish || wish.name === "openInbox" || !isGone) return;
    following = follow(following, wish.to, part);
    if (following.kind === "left") embedding.fulfil(wish);
    if (following.kind === "there") void openThread(wish, following.address);
  }

  /** Once it can be opened: each connection is another chance. */
  async function openThread(
    of: Exclude<Wish, { name: "openInbox" }>,
    address: Address,
  ): Promise<void> {
    if (thread || !messaging.store.getState().inboxId) return;
    // Why not is said where the conversation would be.
    const opened = await messaging.openDm(address).catch(() => undefined);
    if (!opened || of !== wish || following.kind !== "there") return;
    thread = opened;
    noteWhenSeen(address, isAddress(of.to));
    arrive();
  }

  function noteWhenSeen(address: Address, isNamed: boolean): void {
    unseen?.end();
    unseen = { address, end: when(isSeen, () => embedding.noteShown(address, isNamed)) };
  }

  function arrive(): void {
    if (!thread || !wish || wish.name === "openInbox" || following.kind !== "there") return;
    if (wish.name === "startCall") {
      const { address } = following;
      const proposed = { thread, address, media: wish.media };
      endWaiting();
      endWaiting = when(isFree, () => store.setState({ proposed }));
      return;
    }
    const view = preferences.store.getState();
    if (wish.draft && !view.isLoaded) return;
    // What a person wrote is theirs.
    if (wish.draft && settledAbout(view, thread).draft === "")
      preferences.writeDraft(thread, wish.draft);
    embedding.fulfil(wish);
  }

  return {
    store,
    lookAt: (next) => {
      part = next;
      if (unseen && !isShown(part, unseen.address)) unseen.end();
      look();
    },
    settleCall: () => {
      if (wish) embedding.fulfil(wish);
    },
    start: () => {
      const endings = [
        person.watch(),
        () => endWaiting(),
        () => unseen?.end(),
        embedding.store.subscribe(take),
        messaging.store.subscribe(({ inboxId, connection }, before) => {
          if (inboxId !== before.inboxId || connection.kind !== before.connection.kind) look();
        }),
        preferences.store.subscribe(({ isLoaded }, before) => {
          if (isLoaded && !before.isLoaded) arrive();
        }),
      ];
      take();
      return () => {
        for (const end of endings) end();
      };
    },
  };
}
