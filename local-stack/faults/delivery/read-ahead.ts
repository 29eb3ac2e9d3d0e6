import type { QueueLimits } from "../../options.ts";

/** What a source has given and nobody has taken yet. */
export type Arrival = { message: object; atMs: number; bytes: number };

type Pending = { kind: "message"; arrival: Arrival } | { kind: "end" } | "late";

/** What a group message or a welcome carries; a subscription yields nothing else. */
type Carrying = { version?: { value?: { data?: Uint8Array; welcomePointer?: Uint8Array } } };

/**
 * Reads a stream as it comes, whether or not anybody takes it, and tells when each message came. Once
 * as much waits as the limits allow it stops to read, so that the source meets a slow reader as it does
 * without any fault. Whoever stops reading calls `leave`.
 */
export class ReadAhead {
  readonly #iterator: AsyncIterator<object>;
  readonly #limits: QueueLimits;
  readonly #waiting: Arrival[] = [];
  #waitingBytes = 0;
  #ending: { failure?: unknown } | undefined;
  #wake: (() => void) | undefined;
  #goOn: (() => void) | undefined;

  constructor(source: AsyncIterable<object>, limits: QueueLimits) {
    this.#iterator = source[Symbol.asyncIterator]();
    this.#limits = limits;
    void this.#pump();
  }

  /** The next message, `late` when none came within `ms`, or the end; throws what the source threw. */
  async next(ms = Number.POSITIVE_INFINITY): Promise<Pending> {
    if (this.#waiting.length === 0 && !this.#ending) await this.#arrivalWithin(ms);
    const arrival = this.#waiting.shift();
    if (arrival) {
      this.#waitingBytes -= arrival.bytes;
      this.#goOn?.();
      return { kind: "message", arrival };
    }
    if (!this.#ending) return "late";
    if ("failure" in this.#ending) throw this.#ending.failure;
    return { kind: "end" };
  }

  /** Its source may be waiting for a message, and ends when its request does. */
  leave(): void {
    void this.#iterator.return?.().catch(() => {});
  }

  async #pump(): Promise<void> {
    try {
      for (;;) {
        while (this.#isFull) await this.#room();
        const { value: message, done } = await this.#iterator.next();
        if (done) break;
        const bytes = bytesOf(message);
        this.#waiting.push({ message, atMs: performance.now(), bytes });
        this.#waitingBytes += bytes;
        this.#wake?.();
      }
      this.#ending = {};
    } catch (failure) {
      this.#ending = { failure };
    }
    this.#wake?.();
  }

  get #isFull(): boolean {
    const { maxMessages, maxBytes } = this.#limits;
    return this.#waiting.length >= maxMessages || this.#waitingBytes >= maxBytes;
  }

  #room(): Promise<void> {
    return new Promise((resolve) => {
      this.#goOn = () => {
        this.#goOn = undefined;
        resolve();
      };
    });
  }

  #arrivalWithin(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = Number.isFinite(ms) ? setTimeout(done, Math.max(0, ms)) : undefined;
      const clear = () => clearTimeout(timer);
      this.#wake = done;
      const forget = () => {
        this.#wake = undefined;
      };
      function done(): void {
        clear();
        forget();
        resolve();
      }
    });
  }
}

function bytesOf(message: object): number {
  const { data, welcomePointer } = (message as Carrying).version?.value ?? {};
  return (data ?? welcomePointer)?.length ?? 0;
}
