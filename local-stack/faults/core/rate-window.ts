const SLOTS = 60;

/** Counts what was spent in a moving window of 1 ms or more, in sixtieths of it. */
export class RateWindow {
  readonly #limit: number;
  readonly #slotMs: number;
  readonly #spent = new Map<number, number>();

  constructor(limit: number, windowMs: number) {
    this.#limit = limit;
    this.#slotMs = windowMs / SLOTS;
  }

  /** Spends `cost` if there is room for it, and says whether there was. */
  spend(cost: number, nowMs: number): boolean {
    const now = Math.floor(nowMs / this.#slotMs);
    let total = 0;
    for (const [slot, spent] of this.#spent) {
      if (slot <= now - SLOTS) this.#spent.delete(slot);
      else total += spent;
    }
    if (total + cost > this.#limit) return false;
    this.#spent.set(now, (this.#spent.get(now) ?? 0) + cost);
    return true;
  }
}
