/** @import { SeenCall, Subscription } from "../core/seen-call.ts" */
/** @import { Filter } from "./filter.js" */
import { createMatcher, EVERYTHING } from "./filter.js";

const MAX_KEPT = 5_000;
const RATE_OVER_MS = 5_000;

/** The calls that the page knows, and which of them are to be seen. */
export class Calls {
  /** @type {Map<number, SeenCall>} */
  #kept = new Map();
  /** What came while the page was paused. @type {SeenCall[]} */
  #held = [];
  /** @type {{ atMs: number, calls: number }[]} */
  #arrivals = [];
  /** @type {Filter} */
  filter = { ...EVERYTHING };
  isPaused = false;

  /**
   * @param {readonly SeenCall[]} events
   * @param {number} nowMs
   */
  take(events, nowMs) {
    this.#arrivals.push({ atMs: nowMs, calls: events.length });
    if (this.isPaused) {
      this.#held.push(...events);
      this.#held.splice(0, this.#held.length - MAX_KEPT);
      return;
    }
    for (const event of events) this.#kept.set(event.id, event);
    for (const id of this.#kept.keys()) {
      if (this.#kept.size <= MAX_KEPT) break;
      this.#kept.delete(id);
    }
  }

  /** What open streams have delivered by now. @param {readonly Subscription[]} open */
  follow(open) {
    for (const { id, delivered } of open) {
      const event = this.#kept.get(id);
      if (event && event.delivered !== delivered) this.#kept.set(id, { ...event, delivered });
    }
  }

  /** Shows what came meanwhile. @param {number} nowMs */
  resume(nowMs) {
    this.isPaused = false;
    const held = this.#held;
    this.#held = [];
    this.take(held, nowMs);
    this.#arrivals.pop();
  }

  clear() {
    this.#kept.clear();
    this.#held = [];
  }

  /** How many calls came while it was paused. */
  get heldCount() {
    return this.#held.length;
  }

  get total() {
    return this.#kept.size;
  }

  /** Those that the filter lets through, oldest first. */
  seen() {
    return [...this.#kept.values()].filter(createMatcher(this.filter));
  }

  /** @param {number} id */
  find(id) {
    return this.#kept.get(id);
  }

  /** What there is to choose from, by name. */
  choices() {
    const all = [...this.#kept.values()];
    const names = (/** @type {(event: SeenCall) => string} */ of) =>
      [...new Set(all.map(of))].sort();
    return { rpcs: names(({ rpc }) => rpc), codes: names(({ code }) => code) };
  }

  /** Calls a second, of the last five. @param {number} nowMs */
  rate(nowMs) {
    this.#arrivals = this.#arrivals.filter(({ atMs }) => atMs > nowMs - RATE_OVER_MS);
    const calls = this.#arrivals.reduce((sum, arrival) => sum + arrival.calls, 0);
    return calls / (RATE_OVER_MS / 1_000);
  }
}
