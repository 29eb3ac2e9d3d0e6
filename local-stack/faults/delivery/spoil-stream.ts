import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import type { QueueLimits } from "../../options.ts";
import type { Action } from "../core/decide-faults.ts";
import { type Random, shuffled } from "../core/random.ts";
import { ReadAhead } from "./read-ahead.ts";
import { sleep, untilAborted } from "./sleep.ts";

type Of<Kind extends Action["kind"]> = Extract<Action, { kind: Kind }>;
type Stream = AsyncIterable<object>;

/** Copies cost no reading, and may not hold up other people's requests for longer than so many. */
const COPIES_PER_TURN = 100;

/** Each message again at once, so that the order stays: ids do not fall, they repeat. */
export async function* duplicated(
  source: Stream,
  { copies, share, random }: Of<"duplicate">,
): AsyncGenerator<object> {
  let made = 0;
  for await (const message of source) {
    yield message;
    if (random() >= share) continue;
    for (let copy = 0; copy < copies; copy += 1) {
      if (++made % COPIES_PER_TURN === 0) await turnOfTheLoop();
      yield message;
    }
  }
}

/** Each message later than it came, and none before the one that came before it. */
export async function* delayed(
  source: Stream,
  { ms, jitterMs, random }: Of<"delay">,
  limits: QueueLimits,
  signal: AbortSignal,
): AsyncGenerator<object> {
  const ahead = new ReadAhead(source, limits);
  try {
    for (;;) {
      const next = await ahead.next();
      if (next === "late" || next.kind === "end") return;
      const dueMs = next.arrival.atMs + ms + random() * jitterMs;
      await sleep(Math.max(dueMs - performance.now(), 0), signal);
      yield next.arrival.message;
    }
  } finally {
    ahead.leave();
  }
}

/**
 * Messages gathered until there are `window` of them, or as many as may wait (two at least), or `withinMs`
 * passed, and mixed. As many again are read ahead.
 */
export async function* reordered(
  source: Stream,
  { window, withinMs, random }: Of<"reorder">,
  limits: QueueLimits,
): AsyncGenerator<object> {
  const ahead = new ReadAhead(source, limits);
  const most = Math.min(window, Math.max(2, limits.maxMessages));
  try {
    for (let isOver = false; !isOver; ) {
      const gathered: object[] = [];
      let gatheredBytes = 0;
      let dueMs = Number.POSITIVE_INFINITY;
      while (gathered.length < most && gatheredBytes < limits.maxBytes) {
        const next = await ahead.next(dueMs - performance.now());
        if (next === "late") break;
        isOver = next.kind === "end";
        if (next.kind === "end") break;
        if (gathered.length === 0) dueMs = performance.now() + withinMs;
        gathered.push(next.arrival.message);
        gatheredBytes += next.arrival.bytes;
      }
      yield* mixed(gathered, random);
    }
  } finally {
    ahead.leave();
  }
}

/** Two at least never come as they were. */
function mixed(messages: readonly object[], random: Random): object[] {
  const result = shuffled(messages, random);
  const isSame = result.every((message, at) => message === messages[at]);
  return isSame ? result.toReversed() : result;
}

/** What comes until so many messages or so much time have passed; then `after` decides. */
export async function* endedBy(
  source: Stream,
  { afterMessages, afterMs }: { afterMessages: number; afterMs: number },
  limits: QueueLimits,
  after: () => Promise<never>,
): AsyncGenerator<object> {
  if (afterMessages === 0) await after();
  const endMs = performance.now() + afterMs;
  const ahead = new ReadAhead(source, limits);
  let passed = 0;
  try {
    while (passed < afterMessages) {
      const next = await ahead.next(endMs - performance.now());
      if (next === "late") break;
      if (next.kind === "end") return;
      yield next.arrival.message;
      passed += 1;
    }
  } finally {
    ahead.leave();
  }
  await after();
}

/** Open, and nothing comes any more. */
export const silence = (signal: AbortSignal) => () => untilAborted(signal);
