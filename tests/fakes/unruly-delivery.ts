/** What is to happen, and a time that passes when the test says so. */
export class Schedule {
  nowMs = 1_000_000;
  readonly #tasks: { atMs: number; run: () => void }[] = [];

  later(delayMs: number, run: () => void): void {
    this.#tasks.push({ atMs: this.nowMs + delayMs, run });
  }

  /** All that is due meanwhile happens, in its order. */
  pass(ms: number): void {
    const untilMs = this.nowMs + ms;
    for (;;) {
      this.#tasks.sort((a, b) => a.atMs - b.atMs);
      const next = this.#tasks[0];
      if (!next || next.atMs > untilMs) break;
      this.#tasks.shift();
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.run();
    }
    this.nowMs = Math.max(this.nowMs, untilMs);
  }
}

type Unruly<Said> = {
  random: () => number;
  schedule: Schedule;
  /** How long something takes at most, and until what was missed is caught up with. */
  lateMs: number;
  missedMs: number;
  hear(said: Said): void;
  /** Hears all that it missed, which may be nothing by now. */
  catchUp(missed: Said[]): void;
};

/** Something that was said reaches a device late, twice, out of order, or only when it catches up. */
export function deliverUnruly<Said>(
  device: { missed: Said[] },
  said: Said,
  { random, schedule, lateMs, missedMs, hear, catchUp }: Unruly<Said>,
): void {
  const chance = random();
  if (chance < 0.1) {
    device.missed.push(said);
    schedule.later(random() * missedMs, () => catchUp(device.missed.splice(0)));
    return;
  }
  schedule.later(random() * lateMs, () => hear(said));
  if (chance > 0.8) schedule.later(random() * 5_000, () => hear(said));
}
