import { createStore, type StoreApi } from "zustand/vanilla";
import { ParleyError } from "@/lib/errors/base.ts";
import type { MessagingHost } from "@/lib/messaging/ports/host.ts";
import type { Address } from "../core/address.ts";
import type { InboxId } from "../core/ids.ts";
import { stepNameBook } from "../core/name-book.ts";
import {
  emptyNameBook,
  type NameBook,
  type NameBookEffect,
  type NameBookEvent,
} from "../core/name-book-state.ts";
import { lookalikeOf, type NamesView, NO_NAMES, namesView } from "../core/name-book-view.ts";
import type { EnsName, ResolvedName } from "../core/names.ts";
import type { NameStore, Names, Unsubscribe } from "../ports.ts";

export type NamingPorts = {
  /** Loads what speaks to chains, on first use. Absent where no chain is configured. */
  loadNames?: (() => Promise<Names>) | undefined;
  nameStore: NameStore;
  host: Pick<MessagingHost, "nowMs" | "at" | "beforePaint" | "onWoke">;
};

/** A typed name, and whether it can be taken for one that is known here. */
export type TypedName = ResolvedName & { looksLike?: EnsName };

/** Names as the screen uses them. Nothing of it ever waits or fails but `resolve`. */
export type Naming = {
  readonly store: Pick<StoreApi<NamesView>, "getState" | "getInitialState" | "subscribe">;
  /**
   * Whose acquaintances these are; nobody's inbox is shown without one. Unless it `keeps` them they
   * last as long as it is shown.
   */
  show(inboxId: InboxId | undefined, options?: { keeps: boolean }): void;
  /** These addresses are on the screen: they are looked up when what is known of them is old. */
  want(addresses: readonly Address[]): void;
  /** This conversation is on the screen: its name is checked now, and again every few minutes. */
  attend(address: Address): Unsubscribe;
  /** Fails with `name.*`. */
  resolve(text: string): Promise<TypedName>;
  /** The conversation with the name's address was opened by that name. */
  openedAs(resolved: ResolvedName): void;
  /** It was read that the name of a conversation moved; the person stays. */
  stay(address: Address): void;
};

/** How often the name of the open conversation is checked. */
const CHECK_EVERY_MS = 5 * 60_000;

type Shown = {
  inboxId: InboxId;
  keeps: boolean;
  book: NameBook;
  stopWaiting: Unsubscribe;
  stopWaking: Unsubscribe;
};

/**
 * Keeps who is called what, over its ports.
 *
 * @example
 * const naming = createNaming(ports);
 * naming.show(inboxId);                  // what this device knew
 * naming.want([address]);                // and what the chain says, when that is old
 * naming.store.getState().names.get(address)?.name;
 */
export function createNaming({ loadNames, nameStore, host }: NamingPorts): Naming {
  const store = createStore<NamesView>(() => NO_NAMES);
  const wanted = new Set<Address>();
  let shown: Shown | undefined;
  let attended: Address | undefined;

  function dispatch(target: Shown | undefined, event: NameBookEvent): void {
    if (!target || target !== shown) return;
    const [book, effects] = stepNameBook(target.book, event, host.nowMs());
    const isNews = book.records !== target.book.records || book.known !== target.book.known;
    target.book = book;
    if (isNews) tell(book);
    for (const effect of effects) carryOut(target, effect);
  }

  function tell(book: NameBook): void {
    const before = store.getState();
    const view = namesView(book, before);
    if (view.names !== before.names || view.moves !== before.moves) store.setState(view, true);
  }

  function carryOut(target: Shown, effect: NameBookEffect): void {
    switch (effect.kind) {
      case "ask":
        return void ask(target, effect);
      case "keep":
        // What is not kept is asked again another day.
        if (target.keeps) void nameStore.save(target.inboxId, effect).catch(() => undefined);
        return;
      case "wake":
        target.stopWaiting();
        target.stopWaiting = host.at(effect.atMs, () => dispatch(target, { kind: "retry-due" }));
    }
  }

  async function ask(
    target: Shown,
    { addresses, names }: Extract<NameBookEffect, { kind: "ask" }>,
  ): Promise<void> {
    try {
      const chains = await loaded();
      const [found, holders] = await Promise.all([
        chains.findNames(addresses),
        chains.findHolders(names),
      ]);
      dispatch(target, { kind: "answered", names: found, holders });
    } catch {
      // No chain that answers: addresses are shown, and it is tried again after a pause.
      dispatch(target, { kind: "unanswered" });
    }
  }

  async function loaded(): Promise<Names> {
    if (!loadNames) throw new ParleyError("name.not-configured", "No chain is configured");
    return loadNames();
  }

  /** What is on the screen at this moment is this inbox's: the next one must not ask about it. */
  function hide(): void {
    if (!shown) return;
    shown.stopWaiting();
    shown.stopWaking();
    shown = undefined;
    wanted.clear();
    attended = undefined;
    store.setState(NO_NAMES, true);
  }

  function show(inboxId: InboxId, keeps: boolean): void {
    const book = emptyNameBook();
    const target: Shown = { inboxId, keeps, book, stopWaiting: () => {}, stopWaking: () => {} };
    shown = target;
    target.stopWaking = host.onWoke(() => dispatch(target, { kind: "woke" }));
    const kept = keeps ? nameStore.load(inboxId) : Promise.resolve({ records: [], known: [] });
    kept
      .catch(() => ({ records: [], known: [] }))
      .then((known) => dispatch(target, { kind: "restored", ...known }));
    if (attended) dispatch(target, { kind: "attended", address: attended });
    tellWanted();
  }

  function tellWanted(): void {
    if (!shown || wanted.size === 0) return;
    const addresses = [...wanted];
    wanted.clear();
    dispatch(shown, { kind: "wanted", addresses });
  }

  return {
    store,
    show(inboxId, { keeps } = { keeps: true }) {
      if (shown?.inboxId === inboxId || !loadNames) return;
      hide();
      if (inboxId) show(inboxId, keeps);
    },
    want(addresses) {
      if (!loadNames) return;
      // All rows of a list ask in one turn: one question for all of them.
      if (wanted.size === 0) host.beforePaint(tellWanted);
      for (const address of addresses) wanted.add(address);
    },
    attend(address) {
      attended = address;
      const asked = shown;
      let stop: Unsubscribe = () => {};
      const check = () => {
        dispatch(asked ?? shown, { kind: "attended", address });
        stop = host.at(host.nowMs() + CHECK_EVERY_MS, check);
      };
      check();
      return () => {
        stop();
        if (attended !== address) return;
        attended = undefined;
        dispatch(asked ?? shown, { kind: "attended" });
      };
    },
    async resolve(text) {
      const resolved = await (await loaded()).resolve(text);
      const looksLike = shown && lookalikeOf(shown.book, resolved);
      return { ...resolved, ...(looksLike && { looksLike }) };
    },
    openedAs({ name, skeleton, marks, address }) {
      dispatch(shown, { kind: "opened-as", resolved: { name, skeleton, marks, address } });
    },
    stay: (address) => dispatch(shown, { kind: "move-read", address }),
  };
}
