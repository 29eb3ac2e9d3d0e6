import type { Action } from "../core/decide-faults.ts";
import { type Random, shuffled } from "../core/random.ts";
import { ReadAhead } from "./read-ahead.ts";
import { sleep, untilAborted } from "./sleep.ts";

type Of<Kind extends Action["kind"]> = Extract<Action, { kind: Kind }>;
type Stream = AsyncIterable<object>;

/** Each message again at once, so that the order stays: ids do not fall, they repeat. */
export async function* duplicated(
  source: Stream,
  { copies, share, random }: Of<"duplicate">,
): AsyncGenerator<object> {
  for await (const message of source) {
    yield message;
    if (random() >= share) continue;
    for (let copy = 0; copy < copies; copy += 1) yield message;
  }
}

/** Each message later than it came, and none before the one that came before it. */
export async function* delayed(
  source: Stream,
  { ms, jitterMs, random }: Of<"delay">,
  signal: AbortSignal,
): AsyncGenerator<object> {
  const ahead = new ReadAhead(source);
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

/** Messages gathered until there are `window` of them, or `withinMs` passed, and mixed. */
export async function* reordered(
  source: Stream,
  { window, withinMs, random }: Of<"reorder">,
): AsyncGenerator<object> {
  const ahead = new ReadAhead(source);
  try {
    for (let isOver = false; !isOver; ) {
      const gathered: object[] = [];
      let dueMs = Number.POSITIVE_INFINITY;
      while (gathered.length < window) {
        const next = await ahead.next(dueMs - performance.now());
        if (next === "late") break;
        isOver = next.kind === "end";
        if (next.kind === "end") break;
        if (gathered.length === 0) dueMs = performance.now() + withinMs;
        gathered.push(next.arrival.message);
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
  after: () => Promise<never>,
): AsyncGenerator<object> {
  if (afterMessages === 0) await after();
  const endMs = performance.now() + afterMs;
  const ahead = new ReadAhead(source);
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
