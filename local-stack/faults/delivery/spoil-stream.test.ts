import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { catchUpThenLive } from "../../xmtp/delivery/catch-up-then-live.ts";
import { SlowReaderError } from "../../xmtp/delivery/live-queue.ts";
import { TopicHub, topicKey } from "../../xmtp/delivery/topic-hub.ts";
import { createRandom } from "../core/random.ts";
import { delayed, duplicated, endedBy, reordered, silence } from "./spoil-stream.ts";

type Numbered = { id: number };

const LIMITS = { maxMessages: 10_000, maxBytes: 64 * 1024 ** 2 };

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
          const stream = delayed(arriving(times), fault, LIMITS, new AbortController().signal);
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
    const stream = delayed(arriving([0, 0, 0, 10]), fault, LIMITS, new AbortController().signal);
    const { got } = await inVirtualTime(record(stream));
    expect(got.map(({ atMs }) => atMs)).toEqual([100, 100, 100, 110]);
  });

  it("ends at once when its reader goes", async () => {
    const gone = new AbortController();
    const fault = { kind: "delay" as const, ms: 1_000, jitterMs: 0, random: createRandom(1) };
    const recording = record(delayed(arriving([0]), fault, LIMITS, gone.signal));
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
          const { ids } = await inVirtualTime(record(reordered(arriving(times), fault, LIMITS)));
          expect(ids.toSorted((a, b) => a - b)).toEqual(times.map((_time, id) => id));
          for (const [at, id] of ids.entries()) expect(Math.abs(at - id)).toBeLessThan(window);
        },
      ),
    );
  });

  it("happens whenever there are two to mix, and waits no longer than told for a second", async () => {
    const fault = { kind: "reorder" as const, window: 2, withinMs: 50, random: createRandom(1) };
    const { got, ids } = await inVirtualTime(
      record(reordered(arriving([0, 10, 100]), fault, LIMITS)),
    );
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
    const stream = endedBy(
      arriving([0, 5, 10]),
      { afterMessages: 2, afterMs: never },
      LIMITS,
      fail,
    );
    const { ids, failure } = await inVirtualTime(record(stream));
    expect(ids).toEqual([0, 1]);
    expect(failure).toEqual(new Error("dropped"));
  });

  it("ends after its time, also while nothing comes", async () => {
    const open = new AbortController().signal;
    const stream = endedBy(
      arriving([0], open),
      { afterMessages: never, afterMs: 70 },
      LIMITS,
      fail,
    );
    const recording = record(stream);
    await vi.advanceTimersByTimeAsync(69);
    expect(await Promise.race([recording, "still open"])).toBe("still open");
    await vi.advanceTimersByTimeAsync(1);
    expect(await recording).toMatchObject({ ids: [0], failure: new Error("dropped") });
  });

  it("says nothing more when it went silent, until its reader goes", async () => {
    const gone = new AbortController();
    const moment = { afterMessages: 1, afterMs: never };
    const recording = record(endedBy(arriving([0, 0, 0]), moment, LIMITS, silence(gone.signal)));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await Promise.race([recording, "still open"])).toBe("still open");
    gone.abort(new Error("gone"));
    expect(await recording).toMatchObject({ ids: [0], failure: new Error("gone") });
  });
});

describe("a reader that does not read", () => {
  const never = Number.POSITIVE_INFINITY;
  const limits = { maxMessages: 10, maxBytes: 1_000 };
  const random = createRandom(1);
  const open = new AbortController().signal;
  const ways: Record<string, (source: AsyncIterable<object>) => AsyncGenerator<object>> = {
    delay: (source) => delayed(source, { kind: "delay", ms: 1, jitterMs: 0, random }, limits, open),
    reorder: (source) =>
      reordered(source, { kind: "reorder", window: 2 ** 31, withinMs: 50, random }, limits),
    drop: (source) =>
      endedBy(source, { afterMessages: 2 ** 31, afterMs: never }, limits, silence(open)),
  };

  /** A stream of the node, and how many messages were taken out of it. */
  function node(signal: AbortSignal) {
    const hub = new TopicHub<{ id: bigint }>(limits);
    const topic = Buffer.from("group");
    let lastId = 0n;
    let taken = 0;
    const publish = (count: number, sizeBytes: number) => {
      for (let i = 0; i < count; i += 1) {
        const message = { id: ++lastId, version: { value: { data: Buffer.alloc(sizeBytes) } } };
        hub.publish({ topic: topicKey(topic), id: message.id, message, sizeBytes });
      }
    };
    async function* source() {
      const filters = [{ topic, cursor: 0n }];
      for await (const message of catchUpThenLive(filters, { hub, page: () => [], signal })) {
        taken += 1;
        yield message;
      }
    }
    return { source: source(), publish, taken: () => taken };
  }

  it.each(Object.keys(ways))(
    "is ended as without any fault, and little is kept for it: %s",
    async (way) => {
      for (const { sizeBytes, most } of [
        { sizeBytes: 1, most: 30 },
        { sizeBytes: 400, most: 9 },
      ]) {
        const gone = new AbortController();
        const { source, publish, taken } = node(gone.signal);
        const stream = ways[way]?.(source);
        const first = stream?.next();
        await vi.advanceTimersByTimeAsync(0);
        publish(1, sizeBytes);
        await vi.advanceTimersByTimeAsync(100);
        await first;
        for (let i = 0; i < 100; i += 1) {
          publish(1, sizeBytes);
          await vi.advanceTimersByTimeAsync(1);
        }
        expect(taken()).toBeLessThanOrEqual(most);
        const { failure } = await inVirtualTime(record(stream ?? source));
        expect(failure).toBeInstanceOf(SlowReaderError);
        gone.abort();
      }
    },
  );

  it.each([
    ["many messages", 10, 1],
    ["large messages", 3, 400],
  ])(
    "has no more to mix than may wait, in a window of any size: %s",
    async (_what, count, bytes) => {
      async function* source() {
        const data = Buffer.alloc(bytes);
        for (let i = 0; i < count; i += 1) yield { version: { value: { data } } };
        await silence(open)();
      }
      const fault = { kind: "reorder" as const, window: 2 ** 31, withinMs: 60_000, random };
      const first = reordered(source(), fault, limits).next();
      await vi.advanceTimersByTimeAsync(1_000);
      expect(await Promise.race([first, "waits"])).toMatchObject({ done: false });
    },
  );

  it("gets all of a long history, however little may wait", async () => {
    for (const spoiled of Object.values(ways)) {
      const { ids } = await inVirtualTime(record(spoiled(arriving(Array(200).fill(0)))));
      expect(ids.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, id) => id));
    }
  });
});

it("a message with very many copies leaves room for others", async () => {
  vi.useRealTimers();
  const fault = {
    kind: "duplicate" as const,
    copies: 2 ** 31 - 1,
    share: 1,
    random: createRandom(1),
  };
  let hasTurned = false;
  setImmediate(() => {
    hasTurned = true;
  });
  let copies = 0;
  for await (const _copy of duplicated(arriving([0]), fault)) {
    copies += 1;
    if (hasTurned || copies > 10_000) break;
  }
  expect(hasTurned).toBe(true);
});
