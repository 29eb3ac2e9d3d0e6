import { createStore, type StoreApi } from "zustand/vanilla";
import { type ParleyError, toParleyError } from "@/lib/errors/base.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessageId, ThreadKey } from "@/lib/messaging/core/records.ts";
import type { InboxRow } from "@/lib/messaging/core/view.ts";
import type { Messaging } from "@/lib/messaging/flow/messaging.ts";
import type { MessagingHost, Unsubscribe } from "@/lib/messaging/ports/host.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import type { MessageIndex, MessageIndexes } from "../ports.ts";
import type { FoundHits } from "./find-messages.ts";
import type { IndexKeeper, KeepingState } from "./keep-index.ts";
import type { Looking } from "./looking.ts";

export type SearchPorts = {
  indexes: MessageIndexes;
  loadLooking(): Promise<Looking>;
  messaging: Pick<Messaging, "store" | "onStoreNews">;
  host: Pick<MessagingHost, "nowMs" | "at" | "onLeaving">;
};

export type SearchState =
  /** The client is not there yet, or nobody has looked for anything. */
  { kind: "waiting" } | KeepingState | { kind: "failed"; error: ParleyError };

export type SearchView = {
  state: SearchState;
  /** Another one when the same question may have another answer. */
  revision: number;
};

/** Looking for messages on this device. */
export type Search = {
  readonly store: Pick<StoreApi<SearchView>, "getState" | "getInitialState" | "subscribe">;
  /**
   * The client of the inbox that is shown. The tab that `leads` keeps the index, and begins by itself;
   * that of a temporary session keeps nothing.
   */
  attach(client: XmtpClient, options: AttachOptions): void;
  /** The client is gone; what was asked waits for the next one. */
  detach(): void;
  /**
   * Somebody is about to look for something: the index is brought up to date without pauses, as soon
   * as there is a client.
   */
  prepare(): void;
  /**
   * The messages with all these words, in one thread or in all but those of whom one wants to hear
   * nothing. Waits for the client. Fails with `search.failed`, and as the client does.
   */
  find(asked: { text: string; thread?: ThreadKey; limit: number }): Promise<FoundHits>;
  /** Begins again after a failure. */
  retry(): void;
};

/** The list, the stream, all that came meanwhile, and what the person does come first. */
export const BEGIN_AFTER_MS = 4_000;
/** A changed answer is told at most this often. */
const TELL_EVERY_MS = 700;

type AttachOptions = { leads: boolean; isTemporary?: boolean };

type Opened = { index: MessageIndex; findMessages: Looking["findMessages"] };

type Running = {
  inboxId: InboxId;
  client: XmtpClient;
  leads: boolean;
  isTemporary: boolean;
  /** Addresses of those who wrote what was found. */
  writers: Map<InboxId, Address>;
  /** Opened once somebody needs it. */
  opened?: Promise<Opened>;
  keeper?: IndexKeeper;
  stops: Unsubscribe[];
};

/**
 * Makes search over its ports.
 *
 * @example
 * const search = createSearch(ports);
 * search.attach(client, { leads: true });
 * const { hits, total } = await search.find({ text: "mañana esta", limit: 20 });
 */
export function createSearch({ indexes, loadLooking, messaging, host }: SearchPorts): Search {
  const store = createStore<SearchView>(() => ({ state: { kind: "waiting" }, revision: 0 }));
  const waiting = new Set<(running: Running) => void>();
  let running: Running | undefined;
  /** Somebody waits for the client to come. */
  let isWanted = false;
  let isTold = false;
  let isToBeTold = false;

  function become(state: SearchState): void {
    const { revision } = store.getState();
    store.setState({ state, revision });
  }

  /** Tells that answers may be others now: at once, but not again and again unless it is urgent. */
  function changed(isUrgent = false): void {
    isToBeTold = isTold && !isUrgent;
    if (isToBeTold) return;
    store.setState(({ revision }) => ({ revision: revision + 1 }));
    if (isTold) return;
    isTold = true;
    host.at(host.nowMs() + TELL_EVERY_MS, () => {
      isTold = false;
      if (isToBeTold) changed();
    });
  }

  function detach(): void {
    const ended = running;
    running = undefined;
    if (!ended) return;
    for (const stop of ended.stops) stop();
    ended.keeper?.stop();
    void ended.opened?.then(({ index }) => index.close()).catch(() => undefined);
    become({ kind: "waiting" });
  }

  function attach(client: XmtpClient, { leads, isTemporary = false }: AttachOptions): void {
    if (running?.client === client) return;
    detach();
    const { inboxId } = client;
    const writers = new Map<InboxId, Address>();
    const begun: Running = { inboxId, client, leads, isTemporary, writers, stops: [] };
    running = begun;
    if (leads) {
      begun.stops.push(host.at(host.nowMs() + BEGIN_AFTER_MS, () => beginCaughtUp(begun)));
      begun.stops.push(host.onLeaving(() => void begun.keeper?.saveNow()));
    }
    begun.stops.push(
      messaging.onStoreNews((news) => {
        if (news.kind === "gone") forget(begun, news.messageIds);
        else begun.keeper?.restored();
      }),
      messaging.store.subscribe(({ rows }, before) => {
        if (rows !== before.rows) begun.keeper?.moved(movedThreads(rows, before.rows));
      }),
    );
    for (const take of waiting) take(begun);
    waiting.clear();
    if (isWanted) hurry(begun);
  }

  function hurry(target: Running): void {
    isWanted = false;
    void begin(target)
      .then(() => target.keeper?.hurry())
      .catch(() => undefined);
  }

  /** The engine has one thread: to read the whole store would take as long again from a first sync. */
  function beginCaughtUp(target: Running): void {
    // What fails is said in the view.
    const beginNow = () => void begin(target).catch(() => undefined);
    if (messaging.store.getState().isCaughtUp) {
      beginNow();
      return;
    }
    const stop = messaging.store.subscribe(({ isCaughtUp }) => {
      if (!isCaughtUp) return;
      stop();
      beginNow();
    });
    target.stops.push(stop);
  }

  /** Opens the index and begins to keep it; later calls give the same. */
  function begin(target: Running): Promise<Opened> {
    target.opened ??= open(target);
    return target.opened;
  }

  async function open(target: Running): Promise<Opened> {
    const { client, leads, isTemporary } = target;
    try {
      const { findMessages, keepIndex } = await loadLooking();
      const index = await indexes.open(target.inboxId, { temporary: isTemporary });
      const opened = { index, findMessages };
      if (target !== running) return opened;
      target.keeper = keepIndex({
        index,
        client,
        host,
        saves: leads && !isTemporary,
        threads: () => wantedThreads(messaging.store.getState().rows),
        tell: (state) => target === running && become(state),
        changed: (isUrgent) => target === running && changed(isUrgent),
        failed: (error) => fail(target, error),
      });
      target.keeper.start();
      return opened;
    } catch (error) {
      fail(target, toParleyError(error, "search.failed"));
      throw error;
    }
  }

  function fail(target: Running, error: ParleyError): void {
    if (target === running) become({ kind: "failed", error });
  }

  function forget({ opened, keeper }: Running, messageIds: readonly MessageId[]): void {
    void opened?.then(() => keeper?.forget(messageIds)).catch(() => undefined);
  }

  /** Nobody waits for who wrote what: it is told when it is known. */
  async function learnWriters({ client, writers }: Running, { hits }: FoundHits): Promise<void> {
    const unknown = hits.filter(({ mine, writerAddress }) => !mine && !writerAddress);
    const inboxIds = [...new Set(unknown.map(({ message }) => message.senderInboxId))];
    if (inboxIds.length === 0) return;
    const found = await client.findPeers(inboxIds).catch(() => []);
    for (const { inboxId, address } of found) writers.set(inboxId, address);
    if (found.length > 0) changed(true);
  }

  function attached(): Promise<Running> {
    if (running) return Promise.resolve(running);
    return new Promise((resolve) => waiting.add(resolve));
  }

  return {
    store,
    attach,
    detach,
    prepare() {
      isWanted = true;
      if (running) hurry(running);
    },
    async find({ text, thread, limit }) {
      const target = await attached();
      const { index, findMessages } = await begin(target);
      const { rows } = messaging.store.getState();
      const threads = wantedThreads(rows).filter((key) => thread === undefined || key === thread);
      const found = await findMessages(
        { text, threads, limit },
        {
          index,
          client: target.client,
          nowMs: host.nowMs(),
          addressOf: (inboxId) => target.writers.get(inboxId),
          forget: (messageIds) => forget(target, messageIds),
        },
      );
      void learnWriters(target, found);
      return found;
    },
    retry() {
      const { state } = store.getState();
      const target = running;
      if (!target || state.kind !== "failed") return;
      const { client, leads, isTemporary, inboxId } = target;
      detach();
      // Whatever broke the index may be in what was kept of it.
      const isBroken = leads && !isTemporary && state.error.code === "search.failed";
      const ready = isBroken ? indexes.erase(inboxId).catch(() => undefined) : Promise.resolve();
      void ready.then(() => {
        if (running) return;
        attach(client, { leads, isTemporary });
        if (running) void begin(running).catch(() => undefined);
      });
    },
  };
}

/** Of whom one wants to hear nothing, nothing is found. */
function wantedThreads(rows: readonly InboxRow[]): ThreadKey[] {
  return rows.filter(({ consent }) => consent !== "denied").map(({ key }) => key);
}

function movedThreads(rows: readonly InboxRow[], before: readonly InboxRow[]): ThreadKey[] {
  const known = new Set(before);
  return wantedThreads(rows.filter((row) => !known.has(row)));
}
