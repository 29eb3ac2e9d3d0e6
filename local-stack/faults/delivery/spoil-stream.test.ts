import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createRandom } from "../core/random.ts";
import { delayed, duplicated, endedBy, reordered, silence } from "./spoil-stream.ts";

type Numbered = { id: number };

/** Messages at their times, in milliseconds from now; then the stream stays open. */
async function* arriving(timesMs: readonly number[], signal?: AbortSignal) {
  let nowMs = 0;
  for (const [id, atMs] of timesMs.entries()) {
    if (atMs > nowMs) await new Promise((resolve) => setTimeout(resolve, atMs - nowMs));
    nowMs = Math.max(nowMs, atMs);
    yield { id };
  }
  if (signal) await silence(signal)();
}

/** What comes, and when, until the stream ends. */
async function record(stream: AsyncIterable<object>) {
  const startMs = performance.now();
  const got: { id: number; atMs: number }[] = [];
  let failure: unknown;
  try {
    for await (const message of stream) {
      got.push({ id: (message as Numbered).id, atMs: Math.round(performance.now() - startMs) });
    }
  } catch (error) {
    failure = error;
  }
  return { got, ids: got.map(({ id }) => id), failure };
}

async function inVirtualTime<Result>(task: Promise<Result>): Promise<Result> {
  await vi.runAllTimersAsync();
  return task;
}

const anyTimes = fc
  .array(fc.nat(500), { maxLength: 20 })
  .map((times) => times.toSorted((a, b) => a - b));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("delayed delivery", () => {
  it("keeps the order, delays all by what was told, and loses nothing", async () => {
    await fc.assert(
      fc.asyncProperty(
        anyTimes,
        fc.nat(300),
        fc.nat(300),
        fc.integer(),
        async (times, ms, jitterMs, seed) => {
          const fault = { kind: "delay" as const, ms, jitterMs, random: createRandom(seed) };
          const stream = delayed(arriving(times), fault, new AbortController().signal);
          const { got, ids } = await inVirtualTime(record(stream));
          expect(ids).toEqual(times.map((_time, id) => id));
          for (const { id, atMs } of got) {
            expect(atMs).toBeGreaterThanOrEqual((times[id] ?? 0) + ms - 1);
            expect(atMs).toBeLessThanOrEqual((times.at(-1) ?? 0) + ms + jitterMs + 2);
          }
        },
      ),
    );
  });

  it("is not slower for many messages than for one", async () => {
    const fault = { kind: "delay" as const, ms: 100, jitterMs: 0, random: createRandom(1) };
    const stream = delayed(arriving([0, 0, 0, 10]), fault, new AbortController().signal);
    const { got } = await inVirtualTime(record(stream));
    expect(got.map(({ atMs }) => atMs)).toEqual([100, 100, 100, 110]);
  });

  it("ends at once when its reader goes", async () => {
    const gone = new AbortController();
    const fault = { kind: "delay" as const, ms: 1_000, jitterMs: 0, random: createRandom(1) };
    const recording = record(delayed(arriving([0]), fault, gone.signal));
    await vi.advanceTimersByTimeAsync(10);
    gone.abort(new Error("gone"));
    expect(await recording).toMatchObject({ ids: [], failure: new Error("gone") });
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("duplicated delivery", () => {
  it("repeats a message at once, so that ids never fall", async () => {
    const fault = { kind: "duplicate" as const, copies: 2, share: 1, random: createRandom(1) };
    const { ids } = await inVirtualTime(record(duplicated(arriving([0, 0]), fault)));
    expect(ids).toEqual([0, 0, 0, 1, 1, 1]);
  });

  it("repeats a share of them", async () => {
    const fault = { kind: "duplicate" as const, copies: 1, share: 0.5, random: createRandom(1) };
    const { ids } = await inVirtualTime(record(duplicated(arriving(Array(100).fill(0)), fault)));
    expect(ids.length).toBeGreaterThan(130);
    expect(ids.length).toBeLessThan(170);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  });
});

describe("reordered delivery", () => {
  it("loses and repeats nothing, and no message moves out of its window", async () => {
    await fc.assert(
      fc.asyncProperty(
        anyTimes,
        fc.integer({ min: 1, max: 6 }),
        fc.integer(),
        async (times, window, seed) => {
          const fault = {
            kind: "reorder" as const,
            window,
            withinMs: 50,
            random: createRandom(seed),
          };
          const { ids } = await inVirtualTime(record(reordered(arriving(times), fault)));
          expect(ids.toSorted((a, b) => a - b)).toEqual(times.map((_time, id) => id));
          for (const [at, id] of ids.entries()) expect(Math.abs(at - id)).toBeLessThan(window);
        },
      ),
    );
  });

  it("happens whenever there are two to mix, and waits no longer than told for a second", async () => {
    const fault = { kind: "reorder" as const, window: 2, withinMs: 50, random: createRandom(1) };
    const { got, ids } = await inVirtualTime(record(reordered(arriving([0, 10, 100]), fault)));
    expect(ids).toEqual([1, 0, 2]);
    expect(got.at(1)?.atMs).toBe(10);
  });
});

describe("a stream that is ended", () => {
  const never = Number.POSITIVE_INFINITY;
  const fail = async () => {
    throw new Error("dropped");
  };

  it("has delivered as many messages as were told", async () => {
    const stream = endedBy(arriving([0, 5, 10]), { afterMessages: 2, afterMs: never }, fail);
    const { ids, failure } = await inVirtualTime(record(stream));
    expect(ids).toEqual([0, 1]);
    expect(failure).toEqual(new Error("dropped"));
  });

  it("ends after its time, also while nothing comes", async () => {
    const open = new AbortController().signal;
    const stream = endedBy(arriving([0], open), { afterMessages: never, afterMs: 70 }, fail);
    const recording = record(stream);
    await vi.advanceTimersByTimeAsync(69);
    expect(await Promise.race([recording, "still open"])).toBe("still open");
    await vi.advanceTimersByTimeAsync(1);
    expect(await recording).toMatchObject({ ids: [0], failure: new Error("dropped") });
  });

  it("says nothing more when it went silent, until its reader goes", async () => {
    const gone = new AbortController();
    const moment = { afterMessages: 1, afterMs: never };
    const recording = record(endedBy(arriving([0, 0, 0]), moment, silence(gone.signal)));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await Promise.race([recording, "still open"])).toBe("still open");
    gone.abort(new Error("gone"));
    expect(await recording).toMatchObject({ ids: [0], failure: new Error("gone") });
  });
});
