import type { QueueLimits } from "../../options.ts";

/** A message on its way to subscribers; `id` orders it within its topic. */
export type Delivery<Message> = { topic: string; id: bigint; message: Message; sizeBytes: number };

/** The reader fell behind by more than the limits allow; its stream must end, not be thinned. */
export class SlowReaderError extends Error {
  override readonly name = "SlowReaderError";
}

/** What was delivered live and one subscriber has not taken yet. */
export class LiveQueue<Message> {
  readonly #limits: QueueLimits;
  #waiting: Delivery<Message>[] = [];
  #waitingBytes = 0;
  /** How many of those that were taken their reader has not come to yet. */
  unread = 0;
  #failure: Error | undefined;
  #wake: (() => void) | undefined;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  push(delivery: Delivery<Message>): void {
    if (this.#failure) return;
    this.#waiting.push(delivery);
    this.#waitingBytes += delivery.sizeBytes;
    const { maxMessages, maxBytes } = this.#limits;
    if (this.#waiting.length > maxMessages || this.#waitingBytes > maxBytes) {
      this.fail(new SlowReaderError("The subscriber reads too slowly."));
    }
    this.#wake?.();
  }

  /** How many messages the reader has not come to, taken or not. */
  get behind(): number {
    return this.#waiting.length + this.unread;
  }

  /** Ends the queue: what waits is dropped, since a reader that resumes asks again from its cursor. */
  fail(reason: Error): void {
    this.#failure ??= reason;
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#wake?.();
  }

  /** Throws the reason once the queue has failed. */
  throwIfFailed(): void {
    if (this.#failure) throw this.#failure;
  }

  /** All that waits, as soon as there is anything; throws the reason once the queue has failed. */
  async takeAll(): Promise<Delivery<Message>[]> {
    while (this.#waiting.length === 0 && !this.#failure) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
    this.throwIfFailed();
    const taken = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    return taken;
  }
}
