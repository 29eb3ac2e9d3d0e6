import type { Address } from "./address.ts";
import {
  type KnownName,
  MAX_RECORDS,
  type NameBook,
  type NameBookEvent,
  type NameBookStep,
  type NameRecord,
  NOTHING_TO_KEEP,
} from "./name-book-state.ts";
import type { FoundName, NameHolder } from "./names.ts";

type Answer = Extract<NameBookEvent, { kind: "answered" }>;

/** Writes down what a chain answered, and finds out which names have moved. */
export function takeAnswer(book: NameBook, answer: Answer, nowMs: number): NameBookStep {
  const heardAtMs = new Map(book.heardAtMs);
  const fresh: NameRecord[] = [];
  const changed: KnownName[] = [];
  for (const [address, found] of answer.names) {
    heardAtMs.set(address, nowMs);
    fresh.push(recordOf(book.records.get(address), address, found, nowMs));
    const known = book.known.get(address);
    const after = known && checked(known, answer.holders.get(known.name), found, nowMs);
    if (after && after !== known) changed.push(after);
  }
  const { records, dropped } = bounded(withEntries(book.records, fresh));
  return [
    { ...book, heardAtMs, records, known: withEntries(book.known, changed) },
    [{ ...NOTHING_TO_KEEP, records: fresh, dropped, known: changed }],
  ];
}

function recordOf(
  before: NameRecord | undefined,
  address: Address,
  found: FoundName | undefined,
  nowMs: number,
): NameRecord {
  const isSame = before !== undefined && before.found?.name === found?.name;
  const sinceMs = isSame ? before.sinceMs : nowMs;
  return { address, ...(found && { found }), checkedAtMs: nowMs, sinceMs };
}

function checked(
  known: KnownName,
  holder: NameHolder | undefined,
  found: FoundName | undefined,
  nowMs: number,
): KnownName {
  // Nobody could tell: what was known stays.
  if (!holder || holder.kind === "off-chain") return known;
  if (holder.kind === "address" && holder.address === known.address) {
    return stillHere(known, found, nowMs);
  }
  const to = holder.kind === "address" ? holder.address : undefined;
  if (known.moved && known.moved.to === to) return known;
  return { ...known, moved: to ? { to } : {} };
}

/** The name points here. Whoever chose another one meanwhile is called by that from now on. */
function stillHere(known: KnownName, found: FoundName | undefined, nowMs: number): KnownName {
  const { moved, ...here } = known;
  if (!known.isTyped && found && found.name !== known.name) {
    const { name, skeleton, marks } = found;
    return { ...here, name, skeleton, marks, sinceMs: nowMs };
  }
  return moved ? here : known;
}

function withEntries<Entry extends { address: Address }>(
  before: ReadonlyMap<Address, Entry>,
  entries: readonly Entry[],
): ReadonlyMap<Address, Entry> {
  if (entries.length === 0) return before;
  return new Map([...before, ...entries.map((entry) => [entry.address, entry] as const)]);
}

/** Without those that were not asked about for the longest time, where there are too many. */
function bounded(records: ReadonlyMap<Address, NameRecord>): {
  records: ReadonlyMap<Address, NameRecord>;
  dropped: readonly Address[];
} {
  const surplus = records.size - MAX_RECORDS;
  if (surplus <= 0) return { records, dropped: [] };
  const oldest = [...records.values()].sort((a, b) => a.checkedAtMs - b.checkedAtMs);
  const dropped = oldest.slice(0, surplus).map(({ address }) => address);
  const kept = new Map(records);
  for (const address of dropped) kept.delete(address);
  return { records: kept, dropped };
}
