import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import { type TopicHub, topicKey } from "./topic-hub.ts";

/** Deliver this topic's messages with an id greater than `cursor`. */
export type TopicFilter = { topic: Uint8Array; cursor: bigint };

type Sequenced = { id: bigint };

export type SubscriptionSource<Message extends Sequenced> = {
  hub: TopicHub<Message>;
  /** The stored messages after `cursor`, oldest first, at most one page. */
  page: (topic: Uint8Array, cursor: bigint) => Message[];
  signal: AbortSignal;
};

/** Reading history may not hold up other people's requests for longer than this many topics. */
const TOPICS_PER_TURN = 100;

/**
 * First what is stored after each filter's cursor, then what arrives, without a gap between the
 * two: the hub is joined before history is read, and whatever both hold is delivered once.
 * Within a topic ids only grow. Throws {@link SlowReaderError} when the reader falls behind, and
 * the signal's reason when it is aborted.
 */
export async function* catchUpThenLive<Message extends Sequenced>(
  filters: readonly TopicFilter[],
  { hub, page, signal }: SubscriptionSource<Message>,
): AsyncGenerator<Message> {
  const topics = mergeFilters(filters);
  const { queue, release } = hub.subscribe(topics.keys(), signal);
  const onAbort = () => queue.fail(asError(signal.reason));
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    let read = 0;
    for (const entry of topics.values()) {
      if (++read % TOPICS_PER_TURN === 0) {
        await turnOfTheLoop();
        // Nobody waits any more for the rest of a long list of topics.
        queue.throwIfFailed();
      }
      for (let messages = page(entry.topic, entry.cursor); messages.length > 0; ) {
        for (const message of messages) {
          queue.throwIfFailed();
          entry.cursor = message.id;
          yield message;
        }
        messages = page(entry.topic, entry.cursor);
      }
    }
    while (true) {
      const taken = await queue.takeAll();
      queue.unread = taken.length;
      for (const { topic, id, message } of taken) {
        queue.unread--;
        const entry = topics.get(topic);
        if (!entry || id <= entry.cursor) continue;
        queue.throwIfFailed();
        entry.cursor = id;
        yield message;
      }
    }
  } finally {
    signal.removeEventListener("abort", onAbort);
    release();
  }
}

/** A topic asked for twice is delivered once, from the earlier of the two cursors. */
function mergeFilters(filters: readonly TopicFilter[]): Map<string, TopicFilter> {
  const merged = new Map<string, TopicFilter>();
  for (const { topic, cursor } of filters) {
    const key = topicKey(topic);
    const known = merged.get(key);
    if (!known) merged.set(key, { topic, cursor });
    else if (cursor < known.cursor) known.cursor = cursor;
  }
  return merged;
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error("The subscription was aborted.");
}
