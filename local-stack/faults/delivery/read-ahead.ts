/** What a source has given and nobody has taken yet. */
export type Arrival<Message> = { message: Message; atMs: number };

type Pending<Message> = { kind: "message"; arrival: Arrival<Message> } | { kind: "end" } | "late";

/**
 * Reads a stream as it comes, whether or not anybody takes it, and tells when each message came.
 * Whoever stops reading calls `leave`.
 */
export class ReadAhead<Message> {
  readonly #iterator: AsyncIterator<Message>;
  readonly #waiting: Arrival<Message>[] = [];
  #ending: { failure?: unknown } | undefined;
  #wake: (() => void) | undefined;

  constructor(source: AsyncIterable<Message>) {
    this.#iterator = source[Symbol.asyncIterator]();
    void this.#pump();
  }

  /** The next message, `late` when none came within `ms`, or the end; throws what the source threw. */
  async next(ms = Number.POSITIVE_INFINITY): Promise<Pending<Message>> {
    if (this.#waiting.length === 0 && !this.#ending) await this.#arrivalWithin(ms);
    const arrival = this.#waiting.shift();
    if (arrival) return { kind: "message", arrival };
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
        const { value, done } = await this.#iterator.next();
        if (done) break;
        this.#waiting.push({ message: value, atMs: performance.now() });
        this.#wake?.();
      }
      this.#ending = {};
    } catch (failure) {
      this.#ending = { failure };
    }
    this.#wake?.();
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
