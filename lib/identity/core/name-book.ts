import type { Address } from "./address.ts";
import { takeAnswer } from "./name-book-answer.ts";
import {
  type KnownName,
  type NameBook,
  type NameBookEvent,
  type NameBookStep,
  NOTHING_TO_KEEP,
} from "./name-book-state.ts";
import type { ResolvedName } from "./names.ts";

const MINUTE_MS = 60_000;
/** Names change a few times in a life; what a list shows may be this old. */
export const LIST_AGE_MS = 60 * MINUTE_MS;
/** Where one writes, this old. */
export const THREAD_AGE_MS = MINUTE_MS;
/** One call of a node carries this many without reaching its limits of gas and size. */
export const MAX_BATCH = 30;
const FIRST_RETRY_MS = 30_000;
const LAST_RETRY_MS = 30 * MINUTE_MS;

/**
 * What happens to the book, and what has to be done. One question is under way at a time, each
 * for many addresses; after a failure there is a pause, twice as long each time.
 */
export function stepNameBook(book: NameBook, event: NameBookEvent, nowMs: number): NameBookStep {
  switch (event.kind) {
    case "restored":
      return askNext(restored(book, event), nowMs);
    case "wanted":
      return askNext(wanted(book, event.addresses, false), nowMs);
    case "attended":
      return attended(book, event.address, nowMs);
    case "opened-as":
      return openedAs(book, event.resolved, nowMs);
    case "answered":
      return answered(book, event, nowMs);
    case "unanswered":
      return pause({ ...book, asking: [], queue: requeued(book, book.asking) }, nowMs);
    case "retry-due":
      return askNext(book, nowMs);
    case "woke":
      return askNext(withoutPause(book), nowMs);
    case "move-read":
      return forgetMove(book, event.address);
  }
}

/** How long nothing is asked after so many failures in a row: 30 s to 30 min. */
export function retryDelayMs(failures: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LAST_RETRY_MS);
}

function restored(
  book: NameBook,
  { records, known }: Extract<NameBookEvent, { kind: "restored" }>,
): NameBook {
  // What was learnt while the disk was read is newer.
  const keep = <Entry extends { address: Address }>(
    before: readonly Entry[],
    now: ReadonlyMap<Address, Entry>,
  ) => new Map([...before.map((entry) => [entry.address, entry] as const), ...now]);
  return {
    ...book,
    isRestored: true,
    records: keep(records, book.records),
    known: keep(known, book.known),
  };
}

function wanted(book: NameBook, addresses: readonly Address[], isClose: boolean): NameBook {
  const queue = new Map(book.queue);
  for (const address of addresses) queue.set(address, isClose || (queue.get(address) ?? false));
  return { ...book, queue };
}

function attended(book: NameBook, address: Address | undefined, nowMs: number): NameBookStep {
  const { attended: _, ...rest } = book;
  if (!address) return [rest, []];
  const [remembered, effects] = rememberChosen({ ...rest, attended: address }, nowMs);
  const [next, asks] = askNext(wanted(remembered, [address], true), nowMs);
  return [next, [...effects, ...asks]];
}

function openedAs(book: NameBook, resolved: ResolvedName, nowMs: number): NameBookStep {
  const entry: KnownName = { ...resolved, isTyped: true, sinceMs: nowMs };
  return [withKnown(book, entry), [{ ...NOTHING_TO_KEEP, known: [entry] }]];
}

function answered(
  book: NameBook,
  answer: Extract<NameBookEvent, { kind: "answered" }>,
  nowMs: number,
): NameBookStep {
  const [taken, kept] = takeAnswer(book, answer, nowMs);
  const missing = book.asking.filter((address) => !answer.names.has(address));
  const rested = { ...taken, asking: [], queue: requeued(taken, missing) };
  const [remembered, effects] = rememberChosen(rested, nowMs);
  const [next, asks] =
    missing.length > 0
      ? pause(remembered, nowMs)
      : askNext(withoutPause({ ...remembered, failures: 0 }), nowMs);
  return [next, [...kept, ...effects, ...asks]];
}

/** The name that the open conversation's other side goes by is what it is recognised by from now. */
function rememberChosen(book: NameBook, nowMs: number): NameBookStep {
  const { attended: address } = book;
  const found = address && book.records.get(address)?.found;
  if (!address || !found || book.known.has(address)) return [book, []];
  const { name, skeleton, marks } = found;
  const entry: KnownName = { address, name, skeleton, marks, isTyped: false, sinceMs: nowMs };
  return [withKnown(book, entry), [{ ...NOTHING_TO_KEEP, known: [entry] }]];
}

function forgetMove(book: NameBook, address: Address): NameBookStep {
  const known = new Map(book.known);
  known.delete(address);
  return [{ ...book, known }, [{ ...NOTHING_TO_KEEP, forgotten: [address] }]];
}

function withKnown(book: NameBook, entry: KnownName): NameBook {
  return { ...book, known: new Map(book.known).set(entry.address, entry) };
}

function withoutPause({ retryAtMs: _, ...book }: NameBook): NameBook {
  return book;
}

function requeued(book: NameBook, addresses: readonly Address[]): ReadonlyMap<Address, boolean> {
  return wanted(book, addresses, true).queue;
}

function pause(book: NameBook, nowMs: number): NameBookStep {
  const failures = book.failures + 1;
  const retryAtMs = nowMs + retryDelayMs(failures);
  return [{ ...book, failures, retryAtMs }, [{ kind: "wake", atMs: retryAtMs }]];
}

/** Asks about the first of those that wait, unless a question is under way or a pause is on. */
function askNext(book: NameBook, nowMs: number): NameBookStep {
  const { isRestored, asking, retryAtMs } = book;
  if (!isRestored || asking.length > 0 || (retryAtMs ?? 0) > nowMs) return [book, []];
  const waiting = [...book.queue].filter(([address, isClose]) =>
    isStale(book, address, isClose ? THREAD_AGE_MS : LIST_AGE_MS, nowMs),
  );
  const addresses = waiting.slice(0, MAX_BATCH).map(([address]) => address);
  const queue = new Map(waiting.slice(MAX_BATCH));
  if (addresses.length === 0) return [{ ...book, queue }, []];
  const names = addresses.flatMap((address) => book.known.get(address)?.name ?? []);
  return [{ ...book, queue, asking: addresses }, [{ kind: "ask", addresses, names }]];
}

/**
 * Whether an address has to be asked about. An old page's word is enough for a list, unless the
 * person relies on a name: that is checked once by every page that shows it.
 */
function isStale(book: NameBook, address: Address, maxAgeMs: number, nowMs: number): boolean {
  const heardAtMs = book.heardAtMs.get(address);
  const needsOwnWord = maxAgeMs < LIST_AGE_MS || book.known.has(address);
  const atMs = needsOwnWord ? heardAtMs : book.records.get(address)?.checkedAtMs;
  return atMs === undefined || nowMs - atMs >= maxAgeMs;
}
