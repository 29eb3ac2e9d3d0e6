import type { MessagingHost } from "@/lib/messaging/ports/host.ts";

const DAY_MS = 86_400_000;

/** Time that passes when the test says so, frames that are painted when it says so. */
export class VirtualHost implements MessagingHost {
  #nowMs = 1_700_000_000_000;
  #nextKey = 1;
  readonly #alarms = new Set<{ atMs: number; run: () => void }>();
  readonly #frames: (() => void)[] = [];
  readonly #wokeListeners = new Set<() => void>();
  readonly #leavingListeners = new Set<() => void>();

  nowMs = () => this.#nowMs;
  random = () => 0.5;
  newKey = () => `key-${this.#nextKey++}`;
  randomBytes = (length: number) =>
    new Uint8Array(length).map(() => Math.imul(this.#nextKey++, 2_654_435_761) >>> 24);
  startOfDayMs = (atMs: number) => Math.floor(atMs / DAY_MS) * DAY_MS;

  at = (atMs: number, run: () => void) => {
    const alarm = { atMs, run };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  };

  beforePaint = (run: () => void) => void this.#frames.push(run);

  onWoke = (listener: () => void) => {
    this.#wokeListeners.add(listener);
    return () => this.#wokeListeners.delete(listener);
  };

  onLeaving = (listener: () => void) => {
    this.#leavingListeners.add(listener);
    return () => this.#leavingListeners.delete(listener);
  };

  wake(): void {
    for (const listener of this.#wokeListeners) listener();
  }

  leave(): void {
    for (const listener of this.#leavingListeners) listener();
  }

  /** Lets everything that is only waiting for the next turn of the event loop happen, and paints. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      this.paint();
    }
  }

  paint(): void {
    for (const run of this.#frames.splice(0)) run();
  }

  /** Passes time, alarm by alarm. */
  async pass(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms;
    await this.settle();
    for (let next = this.#due(untilMs); next; next = this.#due(untilMs)) {
      this.#alarms.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.run();
      await this.settle();
    }
    this.#nowMs = untilMs;
  }

  #due(untilMs: number) {
    return [...this.#alarms]
      .filter(({ atMs }) => atMs <= untilMs)
      .sort((a, b) => a.atMs - b.atMs)[0];
  }
}
