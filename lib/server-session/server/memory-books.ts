import { forgettableAtMs, type LedgerEntry } from "../core/ticket.ts";
import type { NonceBook, SessionLedger } from "../ports.ts";

/** Some megabytes at most, whoever asks how often. */
const MAX_ENTRIES = 100_000;

type Options = { nowMs: () => number; maxEntries?: number };

/**
 * The nonces that this process saw used, until they end by themselves. Two processes would let one
 * nonce in twice: they do not share a key either (`nonceKey`), so that neither takes the other's.
 */
export function memoryNonces({ nowMs, maxEntries = MAX_ENTRIES }: Options): NonceBook {
  const used = new ExpiringMap<true>(nowMs, maxEntries);
  return {
    use(id, untilMs) {
      if (used.get(id)) return "used";
      return used.set(id, true, untilMs) ? "fresh" : "full";
    },
  };
}

/** The sessions that this process renewed or ended, as long as older cookies of them could live. */
export function memoryLedger({ nowMs, maxEntries = MAX_ENTRIES }: Options): SessionLedger {
  const entries = new ExpiringMap<LedgerEntry>(nowMs, maxEntries);
  return {
    find: (id) => entries.get(id),
    put: (id, entry) => entries.set(id, entry, forgettableAtMs(entry)),
  };
}

/** Forgets what is over, and never anything else. Times to live are near each other. */
class ExpiringMap<Value> {
  readonly #entries = new Map<string, { value: Value; untilMs: number }>();
  readonly #nowMs: () => number;
  readonly #maxEntries: number;

  constructor(nowMs: () => number, maxEntries: number) {
    this.#nowMs = nowMs;
    this.#maxEntries = maxEntries;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    return entry && this.#nowMs() < entry.untilMs ? entry.value : undefined;
  }

  /** False when there is no room. */
  set(key: string, value: Value, untilMs: number): boolean {
    this.#forget();
    // The newest last, so that what is over stands in front.
    this.#entries.delete(key);
    if (this.#entries.size >= this.#maxEntries) return false;
    this.#entries.set(key, { value, untilMs });
    return true;
  }

  #forget(): void {
    for (const [key, { untilMs }] of this.#entries) {
      if (this.#nowMs() < untilMs) break;
      this.#entries.delete(key);
    }
  }
}
