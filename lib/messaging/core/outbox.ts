import type { ErrorCode } from "@/lib/errors/codes.ts";
import {
  isAction,
  type MessageId,
  type OutgoingContent,
  type PendingContent,
  type ThreadKey,
} from "./records.ts";
import type { SendState } from "./view.ts";

/** An own message from the moment it was written until the network has it. */
export type Outgoing = {
  /** Its identity from writing on: the row's key and the network's idempotency key. */
  key: string;
  thread: ThreadKey;
  content: OutgoingContent;
  writtenAtMs: number;
  /** Known once the engine has stored it. */
  messageId?: MessageId;
  state: Exclude<SendState, { kind: "sent" }>;
};

/** An own message that has not left: in the outbox, or made ready elsewhere and in its thread already. */
export type Pending = Omit<Outgoing, "content"> & { content: PendingContent };

/** What survives a reload. `sending` is not a state that can be stored. */
export type StoredOutgoing = Omit<Outgoing, "state"> & { failedBecause?: ErrorCode };

export type Outbox = {
  /** In the order of leaving, each thread on its own. */
  readonly queue: readonly Outgoing[];
  /** Keys that are with the engine now: at most one a thread. */
  readonly inFlight: ReadonlySet<string>;
  /** Keys that were published or discarded: what another tab or the disk says late of them is old. */
  readonly gone: ReadonlySet<string>;
  readonly reachable: boolean;
  /** Whether this tab is the one that sends: the others show what it does. */
  readonly leads: boolean;
  readonly failuresInRow: number;
  /** No try before this while the network fails. */
  readonly retryAtMs: number;
};

export type OutboxEvent =
  | { kind: "written"; key: string; thread: ThreadKey; content: OutgoingContent }
  | { kind: "restored"; items: readonly StoredOutgoing[] }
  | { kind: "prepared"; key: string; messageId: MessageId }
  | { kind: "published"; key: string }
  /** The engine gave an error; its code decides whether the message waits or fails. */
  | { kind: "refused"; key: string; reason: ErrorCode }
  | { kind: "retry"; key: string }
  | { kind: "discard"; key: string }
  | { kind: "reachable"; reachable: boolean }
  /** This tab sends from now on, or another one does. */
  | { kind: "lead"; leads: boolean }
  /** Another tab wrote it, or says how it stands: that tab has stored it. */
  | { kind: "told"; item: StoredOutgoing }
  /** Another tab says that it left, or was discarded. */
  | { kind: "gone"; key: string }
  /** The alarm set for `atMs` rang, whatever the clock says: people and time servers set it back. */
  | { kind: "retry-due"; atMs: number };

export type OutboxEffect =
  | { kind: "transmit"; item: Outgoing }
  | { kind: "store"; item: Outgoing }
  | { kind: "forget"; key: string }
  | { kind: "wake"; atMs: number }
  /** Something that a person did to a message was refused for good, and is undone. */
  | { kind: "undone"; item: Outgoing; reason: ErrorCode };

/** Leaves by itself later; everything else a person has to decide about. */
const PASSING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "xmtp.unreachable",
  "tab.elsewhere",
  "xmtp.engine",
  "xmtp.engine-died",
]);

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 5_000;

export function emptyOutbox(): Outbox {
  const nothing = { queue: [], inFlight: new Set<string>(), gone: new Set<string>() };
  return { ...nothing, reachable: true, leads: true, failuresInRow: 0, retryAtMs: 0 };
}

/**
 * The outbox: first in, first out in each thread, one at a time, each message once.
 *
 * Nothing leaves it but by `published` or by `discard`. A network that does not answer makes
 * everything wait; a refusal fails one message and lets the next ones pass.
 */
export function stepOutbox(
  outbox: Outbox,
  event: OutboxEvent,
  nowMs: number,
): [Outbox, OutboxEffect[]] {
  const [changed, effects] = apply(outbox, event, nowMs);
  const [started, transmits] = startNext(changed, nowMs);
  return [started, [...effects, ...transmits]];
}

function apply(outbox: Outbox, event: OutboxEvent, nowMs: number): [Outbox, OutboxEffect[]] {
  switch (event.kind) {
    case "written": {
      const { key, thread, content } = event;
      const item: Outgoing = {
        key,
        thread,
        content,
        writtenAtMs: nowMs,
        state: { kind: outbox.reachable ? "sending" : "waiting" },
      };
      return [{ ...outbox, queue: [...outbox.queue, item] }, [{ kind: "store", item }]];
    }
    case "restored":
      return [restore(outbox, event.items), []];
    case "prepared":
      return change(outbox, event.key, (item) => ({ ...item, messageId: event.messageId }));
    case "published": {
      const left = { ...without(outbox, event.key), failuresInRow: 0, retryAtMs: 0 };
      return [left, [{ kind: "forget", key: event.key }]];
    }
    case "refused":
      return refuse(land(outbox, event.key), event, nowMs);
    case "retry":
      return requeue(outbox, event.key);
    case "discard":
      return canBeDiscarded(outbox, event.key)
        ? [without(outbox, event.key), [{ kind: "forget", key: event.key }]]
        : [outbox, []];
    case "reachable":
      return [reach(outbox, event.reachable), []];
    case "lead":
      return [{ ...outbox, leads: event.leads }, []];
    case "told":
      return [hear(outbox, event.item), []];
    case "gone":
      if (outbox.inFlight.has(event.key) || outbox.gone.has(event.key)) return [outbox, []];
      // That tab may have ended before it was forgotten on the disk.
      return [without(outbox, event.key), [{ kind: "forget", key: event.key }]];
    case "retry-due":
      return [event.atMs === outbox.retryAtMs ? { ...outbox, retryAtMs: nowMs } : outbox, []];
  }
}

function restore(outbox: Outbox, items: readonly StoredOutgoing[]): Outbox {
  const known = new Set(outbox.queue.map(({ key }) => key));
  const restored = items
    .filter(({ key }) => !known.has(key) && !outbox.gone.has(key))
    .map(fromStored);
  return { ...outbox, queue: [...restored, ...outbox.queue] };
}

function fromStored({ failedBecause, ...item }: StoredOutgoing): Outgoing {
  const state: Outgoing["state"] = failedBecause
    ? { kind: "failed", reason: failedBecause }
    : { kind: "waiting" };
  return { ...item, state };
}

/** What is with the engine here is known better here. What is tried again goes to the end. */
function hear(outbox: Outbox, stored: StoredOutgoing): Outbox {
  if (outbox.inFlight.has(stored.key) || outbox.gone.has(stored.key)) return outbox;
  const item = fromStored(stored);
  const known = outbox.queue.find(({ key }) => key === stored.key);
  const isTriedAgain = known?.state.kind === "failed" && item.state.kind !== "failed";
  if (!known || isTriedAgain) {
    const others = outbox.queue.filter(({ key }) => key !== stored.key);
    return { ...outbox, queue: [...others, item] };
  }
  return { ...outbox, queue: outbox.queue.map((other) => (other === known ? item : other)) };
}

function refuse(
  outbox: Outbox,
  { key, reason }: { key: string; reason: ErrorCode },
  nowMs: number,
): [Outbox, OutboxEffect[]] {
  if (!PASSING.has(reason)) {
    const item = outbox.queue.find((other) => other.key === key);
    if (item && isAction(item.content)) {
      const effects: OutboxEffect[] = [
        { kind: "forget", key },
        { kind: "undone", item, reason },
      ];
      return [without(outbox, key), effects];
    }
    return change(outbox, key, (item) => ({ ...item, state: { kind: "failed", reason } }));
  }
  const delayMs = Math.min(FIRST_RETRY_MS * 2 ** outbox.failuresInRow, LONGEST_RETRY_MS);
  const retryAtMs = nowMs + delayMs;
  const waiting = allWaiting({
    ...outbox,
    failuresInRow: Math.min(outbox.failuresInRow + 1, 10),
    retryAtMs,
  });
  return [waiting, [{ kind: "wake", atMs: retryAtMs }]];
}

/** A failed message tried again goes behind what was written since: its turn is over. */
function requeue(outbox: Outbox, key: string): [Outbox, OutboxEffect[]] {
  const found = outbox.queue.find((item) => item.key === key);
  if (found?.state.kind !== "failed") return [outbox, []];
  const item: Outgoing = { ...found, state: { kind: outbox.reachable ? "sending" : "waiting" } };
  const queue = [...outbox.queue.filter((other) => other.key !== key), item];
  return [{ ...outbox, queue }, [{ kind: "store", item }]];
}

function reach(outbox: Outbox, reachable: boolean): Outbox {
  if (!reachable) return allWaiting({ ...outbox, reachable });
  return { ...outbox, reachable, failuresInRow: 0, retryAtMs: 0 };
}

/** The head of every thread that has nothing under way leaves, as far as the network is there. */
function startNext(outbox: Outbox, nowMs: number): [Outbox, OutboxEffect[]] {
  if (!outbox.reachable || nowMs < outbox.retryAtMs) return [outbox, []];
  const busy = new Set(
    outbox.queue.filter(({ key }) => outbox.inFlight.has(key)).map(({ thread }) => thread),
  );
  const inFlight = new Set(outbox.inFlight);
  const effects: OutboxEffect[] = [];
  const queue = outbox.queue.map((item): Outgoing => {
    if (item.state.kind === "failed" || inFlight.has(item.key)) return item;
    const sending: Outgoing =
      item.state.kind === "sending" ? item : { ...item, state: { kind: "sending" } };
    if (busy.has(item.thread) || !outbox.leads) return sending;
    busy.add(item.thread);
    inFlight.add(item.key);
    effects.push({ kind: "transmit", item: sending });
    return sending;
  });
  const isUnchanged = queue.every((item, index) => item === outbox.queue[index]);
  if (isUnchanged && effects.length === 0) return [outbox, effects];
  return [{ ...outbox, queue, inFlight }, effects];
}

function change(
  outbox: Outbox,
  key: string,
  update: (item: Outgoing) => Outgoing,
): [Outbox, OutboxEffect[]] {
  const found = outbox.queue.find((item) => item.key === key);
  if (!found) return [outbox, []];
  const item = update(found);
  const queue = outbox.queue.map((other) => (other.key === key ? item : other));
  return [{ ...outbox, queue }, [{ kind: "store", item }]];
}

function land(outbox: Outbox, key: string): Outbox {
  const inFlight = new Set(outbox.inFlight);
  inFlight.delete(key);
  return { ...outbox, inFlight };
}

function without(outbox: Outbox, key: string): Outbox {
  return {
    ...land(outbox, key),
    queue: outbox.queue.filter((item) => item.key !== key),
    gone: new Set(outbox.gone).add(key),
  };
}

function allWaiting(outbox: Outbox): Outbox {
  const queue = outbox.queue.map(
    (item): Outgoing =>
      item.state.kind === "sending" ? { ...item, state: { kind: "waiting" } } : item,
  );
  return { ...outbox, queue };
}

/** What was never handed to the engine has left nowhere; of what was tried, nobody knows. */
function canBeDiscarded(outbox: Outbox, key: string): boolean {
  const item = outbox.queue.find((other) => other.key === key);
  if (!item || outbox.inFlight.has(key)) return false;
  return item.state.kind === "failed" || item.messageId === undefined;
}

/** What to keep of a message for after a reload. */
export function toStored({ state, ...item }: Outgoing): StoredOutgoing {
  return { ...item, ...(state.kind === "failed" && { failedBecause: state.reason }) };
}
