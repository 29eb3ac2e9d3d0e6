import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MessageId, ThreadKey } from "@/lib/messaging/core/records.ts";
import type { SearchEntry } from "./entry.ts";
import { fold } from "./fold.ts";
import { matchText } from "./match.ts";
import { parseQuery } from "./query.ts";
import { SearchIndex } from "./search-index.ts";
import { tokensOf } from "./tokens.ts";

const THREADS: ThreadKey[] = ["dm:ana", "dm:ben", "group:crew"];

const word = fc.constantFrom(
  ...["mañana", "manana", "Estación", "harbour", "Harbor", "harb", "straße", "naïve", "Łódź"],
  ...[
    "東京タワー",
    "京都",
    "行った",
    "ไปเที่ยว",
    "안녕하세요",
    "مُحَمَّد",
    "שָׁלוֹם",
    "👍🏽",
    "👨‍👩‍👧",
    "🇪🇸",
  ],
);
const text = fc.array(fc.oneof({ weight: 4, arbitrary: word }, fc.string({ maxLength: 12 })), {
  minLength: 1,
  maxLength: 8,
});
const entry: fc.Arbitrary<SearchEntry> = fc
  .record({
    id: fc.nat(60).map((n) => `message ${n}` as MessageId),
    thread: fc.constantFrom(...THREADS),
    sentAtMs: fc.nat(1_000),
    text: text.map((words) => words.join(" ")),
    expiresAtMs: fc.option(fc.integer({ min: 1, max: 100 }), { nil: 0 }),
  })
  .map(({ expiresAtMs, ...rest }) => ({ ...rest, ...(expiresAtMs > 0 && { expiresAtMs }) }));

type Step =
  | { add: SearchEntry }
  | { remove: MessageId }
  | { nowMs: number }
  | { settle: true }
  | { reload: true };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: entry.map((add) => ({ add })) },
  { weight: 3, arbitrary: entry.map(({ id }) => ({ remove: id })) },
  { weight: 1, arbitrary: fc.record({ nowMs: fc.nat(120) }) },
  { weight: 2, arbitrary: fc.constant({ settle: true as const }) },
  { weight: 1, arbitrary: fc.constant({ reload: true as const }) },
);

function find(index: SearchIndex, typed: string, threads?: ThreadKey[]) {
  const query = parseQuery(typed);
  if (!query) throw new Error(`nothing to look for in ${typed}`);
  return index.find(query, { limit: 1_000, ...(threads && { threads }) });
}

const idsFor = (index: SearchIndex, typed: string) => find(index, typed).hits.map(({ id }) => id);

/** What there is after all steps, and an index that went through them. */
function play(steps: readonly Step[]) {
  let index = new SearchIndex();
  const kept = new Map<MessageId, SearchEntry>();
  for (const step of steps) {
    if ("add" in step) {
      index.add([step.add]);
      kept.set(step.add.id, step.add);
    } else if ("remove" in step) {
      index.remove([step.remove]);
      kept.delete(step.remove);
    } else if ("nowMs" in step) {
      index.removeOver(step.nowMs);
      for (const { id, expiresAtMs } of kept.values()) {
        if (expiresAtMs !== undefined && expiresAtMs <= step.nowMs) kept.delete(id);
      }
    } else {
      const segments = index.settle();
      if ("reload" in step) index = new SearchIndex(structuredClone(segments));
    }
  }
  return { index, kept: [...kept.values()] };
}

/** A text without anything that could be taken off its letters. */
const plain = (typed: string) => fold(typed).normalize("NFC");

describe("whatever was added and removed, in whatever order", () => {
  it("a message is found by each of its words, by their beginnings, and without accents", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { index, kept } = play(steps);
        for (const { id, text } of kept) {
          for (const { start, end, kind } of tokensOf(text)) {
            const piece = text.slice(start, end);
            if (!parseQuery(piece)) continue;
            expect(idsFor(index, piece)).toContain(id);
            if (kind !== "word") continue;
            expect(idsFor(index, plain(piece))).toContain(id);
            expect(idsFor(index, [...plain(piece)].slice(0, 2).join(""))).toContain(id);
          }
        }
      }),
    );
  });

  it("exactly those are found that a look at every text finds, in the promised order", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), text, (steps, words) => {
        const typed = words.slice(0, 2).join(" ");
        const query = parseQuery(typed);
        if (!query) return;
        const { index, kept } = play(steps);
        const scanned = kept.filter((one) => matchText(one.text, query)).map(({ id }) => id);
        const { hits, total } = find(index, typed);
        const found = hits.map(({ id }) => id);
        // Pairs of signs without spaces may stand apart: whoever shows a hit looks at its text.
        if (query.words.every(({ stretch }) => stretch === undefined)) {
          expect([...found].sort()).toEqual([...scanned].sort());
        } else expect(found).toEqual(expect.arrayContaining(scanned));
        expect(total).toBe(hits.length);
      }),
      { numRuns: 500 },
    );
  });

  it("it is the index of what there is, made anew", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), word, (steps, typed) => {
        const { index, kept } = play(steps);
        const fresh = new SearchIndex();
        fresh.add(kept);
        expect(find(index, typed)).toEqual(find(fresh, typed));
        expect(index.count).toBe(kept.length);
        const times = kept.flatMap(({ expiresAtMs }) => expiresAtMs ?? []);
        expect(index.nextOverMs).toBe(times.length > 0 ? Math.min(...times) : undefined);
        expect([...index.ids()].sort()).toEqual(kept.map(({ id }) => id).sort());
      }),
      { numRuns: 500 },
    );
  });
});

describe("what comes first", () => {
  const index = new SearchIndex();
  const message = (id: string, sentAtMs: number, said: string, thread = THREADS[0]) =>
    ({ id, sentAtMs, text: said, thread }) as SearchEntry;
  index.add([
    message("old whole", 1, "the harb is old"),
    message("new begun", 9, "harbour"),
    message("newer whole", 5, "Harb!"),
    message("elsewhere", 7, "harb", THREADS[1]),
  ]);

  it("is the whole word, and the newest of those", () => {
    expect(idsFor(index, "harb")).toEqual(["elsewhere", "newer whole", "old whole", "new begun"]);
  });

  it("is the same when only some are asked for, and all are counted", () => {
    const query = parseQuery("harb");
    if (!query) throw new Error("a word");
    const { hits, total } = index.find(query, { limit: 2 });
    expect(hits.map(({ id }) => id)).toEqual(["elsewhere", "newer whole"]);
    expect(total).toBe(4);
  });

  it("is decided by the id where two were said at one moment", () => {
    const twins = new SearchIndex();
    for (const id of ["c", "a", "b"]) twins.add([message(id, 1, "harb")]);
    const query = parseQuery("harb");
    if (!query) throw new Error("a word");
    expect(twins.find(query, { limit: 1 }).hits).toMatchObject([{ id: "a" }]);
  });

  it("may be of certain threads only", () => {
    expect(find(index, "harb", ["dm:ben"]).hits.map(({ id }) => id)).toEqual(["elsewhere"]);
    expect(find(index, "harb", []).total).toBe(0);
  });
});

describe("many messages", () => {
  const entries = Array.from({ length: 5_000 }, (_, n): SearchEntry => {
    const id = `m${(n * 7919) % 5_000}` as MessageId;
    return { id, thread: "dm:ana", sentAtMs: n, text: `number ${n} of many, word${n % 100}` };
  });

  it("are few segments, however they came", () => {
    const index = new SearchIndex();
    for (const one of entries) index.add([one]);
    expect(index.settle().length).toBeLessThan(6);
    expect(index.count).toBe(5_000);
    expect(find(index, "word42").total).toBe(50);
    expect(find(index, "number 4711").hits).toMatchObject([{ sentAtMs: 4711 }]);
  });

  it("that were removed leave nothing behind, not even their words", () => {
    const index = new SearchIndex();
    index.add([
      ...entries,
      { ...(entries[0] as SearchEntry), id: "x" as MessageId, text: "secret" },
    ]);
    index.settle();
    index.remove(["x" as MessageId]);
    expect(find(index, "secret").total).toBe(0);
    const kept = index.settle();
    expect(JSON.stringify(kept.map(({ terms, ids }) => [terms, ids]))).not.toMatch(/secret|"x"/);
  });

  it("that are there already are not taken in again", () => {
    const index = new SearchIndex();
    index.add(entries);
    const before = index.settle();
    index.add(entries);
    expect(index.settle()).toEqual(before);
  });
});
