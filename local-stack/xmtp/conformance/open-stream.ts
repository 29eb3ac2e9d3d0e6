import { statusOf } from "./node-under-test.ts";

type Options = { signal: AbortSignal; onHeader: (headers: Headers) => void };

/** A subscription in the hands of a test. */
export type OpenStream<Message> = {
  headers: Headers;
  /** The next `count` messages, as soon as they are there. */
  take(count: number): Promise<Message[]>;
  /** Up to `count` messages, and the name of the status that ended the stream before, `"open"` if nothing did. */
  takeUntilEnd(count: number): Promise<{ messages: Message[]; status: string }>;
  /** The name of the status that the stream ends with, `"none"` for an orderly end. */
  ended(): Promise<string>;
  /** Goes away, as a client that was closed. */
  stop(): void;
};

/** Resolves when the node has sent the headers of the stream, which it does at once. */
export async function openStream<Message>(
  subscribe: (options: Options) => AsyncIterable<Message>,
): Promise<OpenStream<Message>> {
  const stop = new AbortController();
  const subscribed = Promise.withResolvers<Headers>();
  const messages = subscribe({ signal: stop.signal, onHeader: subscribed.resolve });
  const iterator = messages[Symbol.asyncIterator]();
  // Reading sends the request; what it reads is handed out by `take`.
  let next: Promise<IteratorResult<Message>> | undefined = iterator.next();
  next.catch(subscribed.reject);
  const pull = () => {
    const pulled = next ?? iterator.next();
    next = undefined;
    return pulled;
  };
  return {
    headers: await subscribed.promise,
    async take(count) {
      const taken: Message[] = [];
      while (taken.length < count) {
        const { value, done } = await pull();
        if (done) throw new Error(`The stream ended after ${taken.length} of ${count} messages.`);
        taken.push(value);
      }
      return taken;
    },
    async takeUntilEnd(count) {
      const messages: Message[] = [];
      let isOver = false;
      const status = await statusOf(
        (async () => {
          while (messages.length < count && !isOver) {
            const { value, done } = await pull();
            if (done) isOver = true;
            else messages.push(value);
          }
        })(),
      );
      return { messages, status: status === "none" && !isOver ? "open" : status };
    },
    async ended() {
      const rest = async () => {
        while (!(await pull()).done);
      };
      return statusOf(rest());
    },
    stop: () => stop.abort(),
  };
}
