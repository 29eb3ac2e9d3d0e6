import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Hex } from "@/lib/identity/core/address.ts";
import { isDone, isUnderWay, newRun, type Run, type RunEffect, type RunEvent } from "./run.ts";
import { stepRun } from "./step-run.ts";

const START = { kind: "started", ability: "single", isAtomic: false } as const;
const TOGETHER = { kind: "started", ability: "atomic", isAtomic: false } as const;
const NO = { kind: "failed", code: "wallet.rejected", isCertain: true } as const;
const LOST = { kind: "failed", code: "wallet.unavailable", isCertain: false } as const;

function hash(nth: number): Hex {
  return `0x${nth.toString(16).padStart(64, "0")}`;
}

function play(run: Run, ...events: RunEvent[]): { run: Run; effects: RunEffect[] } {
  const effects: RunEffect[] = [];
  let now = run;
  for (const event of events) {
    const [next, more] = stepRun(now, event);
    now = next;
    effects.push(...more);
  }
  return { run: now, effects };
}

function kindsOf({ steps }: Run): string[] {
  return steps.map(({ kind }) => kind);
}

describe("calls one by one", () => {
  const confirmed = { kind: "settled", outcome: "confirmed" } as const;
  const sent = (nth: number) => ({ kind: "sent", hash: hash(nth) }) as const;

  it("are asked in order, each after the one before is confirmed, and told of once", () => {
    const { run, effects } = play(newRun(2), START, sent(1), confirmed, sent(2), confirmed);
    expect(isDone(run)).toBe(true);
    expect(run.isBusy).toBe(false);
    expect(effects.filter(({ kind }) => kind !== "keep")).toEqual([
      { kind: "ask", index: 0 },
      { kind: "watch", hash: hash(1) },
      { kind: "tell", hash: hash(1), index: 0 },
      { kind: "ask", index: 1 },
      { kind: "watch", hash: hash(2) },
      { kind: "tell", hash: hash(2), index: 1 },
    ]);
  });

  it("rest where the person said no, and go on with that one", () => {
    const { run } = play(newRun(3), START, sent(1), confirmed, NO);
    expect(kindsOf(run)).toEqual(["confirmed", "waiting", "waiting"]);
    expect(run.stop).toEqual({ kind: "failed", code: "wallet.rejected" });
    const again = stepRun(run, START);
    expect(again[1]).toContainEqual({ kind: "ask", index: 1 });
    expect(again[0].stop).toBeUndefined();
  });

  it("rest after one that failed on the chain, which may be tried again", () => {
    const { run } = play(newRun(2), START, sent(1), { kind: "settled", outcome: "reverted" });
    expect(run.stop).toEqual({ kind: "reverted" });
    expect(stepRun(run, START)[1]).toContainEqual({ kind: "ask", index: 0 });
  });

  it("are not asked a second time where nobody knows, until the person has looked", () => {
    const { run } = play(newRun(1), START, LOST);
    expect(run.stop).toEqual({ kind: "unsure" });
    expect(stepRun(run, START)).toEqual([run, []]);
    expect(isDone(play(run, { kind: "answered", wasSent: true }).run)).toBe(true);
    const no = play(run, { kind: "answered", wasSent: false });
    expect(stepRun(no.run, START)[1]).toContainEqual({ kind: "ask", index: 0 });
  });

  it("are unsure where the page went away while the wallet was asked", () => {
    const { run } = play(newRun(1), START);
    expect(play(run, { kind: "found-again" }).run.stop).toEqual({ kind: "unsure" });
  });

  it("are watched on where the page went away after that, and nothing is asked by itself", () => {
    const { run } = play(newRun(2), START, sent(1));
    const found = play(run, { kind: "found-again" });
    expect(found.effects).toEqual([{ kind: "watch", hash: hash(1) }]);
    const settled = play(found.run, confirmed);
    expect(settled.effects.map(({ kind }) => kind)).toEqual(["keep", "tell"]);
    expect(settled.run.isBusy).toBe(false);
  });

  it("are not asked where all or none is wanted of a wallet that can't", () => {
    const { run, effects } = play(newRun(2), { ...START, isAtomic: true });
    expect(run.stop).toEqual({ kind: "failed", code: "wallet.not-atomic" });
    expect(effects).toEqual([]);
    // One call is all or none by itself.
    expect(play(newRun(1), { ...START, isAtomic: true }).effects).toContainEqual({
      kind: "ask",
      index: 0,
    });
  });

  it("are under way from the asking until the chain has decided, and not after a no", () => {
    const asked = play(newRun(1), START).run;
    const left = play(newRun(1), START, sent(1), { kind: "found-again" }).run;
    const no = { kind: "failed", code: "wallet.rejected", isCertain: true } as const;
    expect([asked, left].map(isUnderWay)).toEqual([true, true]);
    const over = [newRun(1), play(newRun(1), START, no).run, play(left, confirmed).run];
    expect(over.map(isUnderWay)).toEqual([false, false, false]);
  });

  it("may be given up by the person where the chain does not decide", () => {
    const slow = { kind: "failed", code: "transaction.slow", isCertain: false } as const;
    const { run } = play(newRun(1), START, sent(1), slow);
    expect(stepRun(run, START)[1]).toEqual([{ kind: "watch", hash: hash(1) }]);
    const gone = play(run, { kind: "answered", wasSent: false });
    expect(kindsOf(gone.run)).toEqual(["waiting"]);
  });
});

describe("calls together", () => {
  const bundled = { kind: "bundled", bundleId: "b" } as const;

  it("are asked at once, and told of by the transactions that they became", () => {
    const { run, effects } = play(newRun(2), TOGETHER, bundled, {
      kind: "bundle-settled",
      outcome: { kind: "confirmed", hashes: [hash(7)] },
    });
    expect(isDone(run)).toBe(true);
    expect(effects.filter(({ kind }) => kind !== "keep")).toEqual([
      { kind: "ask-together", indexes: [0, 1], isAtomic: false },
      { kind: "watch-bundle", bundleId: "b" },
      { kind: "tell", hash: hash(7), index: 0 },
    ]);
  });

  it("go on with those that failed, where the wallet tells which", () => {
    const receipts = [
      { hash: hash(1), isSuccess: true },
      { hash: hash(2), isSuccess: false },
    ];
    const outcome = { kind: "partly", receipts } as const;
    const { run } = play(newRun(2), TOGETHER, bundled, { kind: "bundle-settled", outcome });
    expect(kindsOf(run)).toEqual(["confirmed", "reverted"]);
    expect(stepRun(run, TOGETHER)[1]).toContainEqual({
      kind: "ask-together",
      indexes: [1],
      isAtomic: false,
    });
  });

  it("never go on where the wallet does not", () => {
    const outcome = { kind: "partly", receipts: [{ hash: hash(1), isSuccess: true }] } as const;
    const { run } = play(newRun(2), TOGETHER, bundled, { kind: "bundle-settled", outcome });
    expect(run.stop).toEqual({ kind: "untold" });
    expect(stepRun(run, TOGETHER)).toEqual([run, []]);
  });

  it("are asked about again, not made again, after the page was gone", () => {
    const { run } = play(newRun(2), TOGETHER, bundled);
    const found = play(run, { kind: "found-again" });
    expect(found.effects).toEqual([]);
    expect(stepRun(found.run, TOGETHER)[1]).toEqual([{ kind: "watch-bundle", bundleId: "b" }]);
  });
});

describe("whatever happens, in whatever order", () => {
  const outcomes = fc.oneof(
    fc.record({
      kind: fc.constantFrom("confirmed" as const, "reverted" as const),
      hashes: fc.array(fc.nat(99).map(hash), { maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant("partly" as const),
      receipts: fc.array(fc.record({ hash: fc.nat(99).map(hash), isSuccess: fc.boolean() }), {
        maxLength: 3,
      }),
    }),
  );
  const events: fc.Arbitrary<RunEvent> = fc.oneof(
    fc.record({
      kind: fc.constant("started" as const),
      ability: fc.constantFrom("atomic" as const, "sequential" as const, "single" as const),
      isAtomic: fc.boolean(),
    }),
    fc.record({ kind: fc.constant("sent" as const), hash: fc.nat(99).map(hash) }),
    fc.record({ kind: fc.constant("bundled" as const), bundleId: fc.string({ minLength: 1 }) }),
    fc.record({
      kind: fc.constant("settled" as const),
      outcome: fc.constantFrom("confirmed" as const, "reverted" as const),
    }),
    fc.record({ kind: fc.constant("bundle-settled" as const), outcome: outcomes }),
    fc.record({
      kind: fc.constant("failed" as const),
      code: fc.constantFrom("wallet.rejected" as const, "transaction.slow" as const),
      isCertain: fc.boolean(),
    }),
    fc.constant({ kind: "found-again" as const }),
    fc.record({ kind: fc.constant("answered" as const), wasSent: fc.boolean() }),
  );

  it("no call is asked for that may have happened, and none before those in front of it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.array(events, { maxLength: 40 }),
        (size, all) => {
          let run = newRun(size);
          for (const event of all) {
            const before = run;
            const [next, effects] = stepRun(run, event);
            run = next;
            for (const effect of effects) {
              const asked =
                effect.kind === "ask"
                  ? [effect.index]
                  : effect.kind === "ask-together"
                    ? effect.indexes
                    : [];
              for (const index of asked) {
                const was = before.steps[index]?.kind;
                // What was settled by this very event was on its way before it.
                expect(["waiting", "reverted"]).toContain(was);
                const earlier = run.steps.slice(0, index).map(({ kind }) => kind);
                if (effect.kind === "ask")
                  expect(earlier.every((kind) => kind === "confirmed")).toBe(true);
                // It is on the disk before the wallet hears of it.
                expect(effects[0]).toEqual({ kind: "keep" });
                expect(run.steps[index]?.kind).toBe("asked");
              }
            }
            const wasDone = before.steps.filter(({ kind }) => kind === "confirmed").length;
            expect(
              run.steps.filter(({ kind }) => kind === "confirmed").length,
            ).toBeGreaterThanOrEqual(wasDone);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
