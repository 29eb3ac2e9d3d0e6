import { FaultDecider } from "./decide-faults.ts";
import type { Fault } from "./fault.ts";
import { FaultSyntaxError, parseFaults } from "./read-faults.ts";

/**
 * A request to any part that has it meets these faults besides, as text: compact, or JSON. With `id=NAME;` before them
 * `times`, `skip` and `chance` count over the requests with the same text alone, whatever others clear.
 */
export const FAULTS_HEADER = "x-parley-faults";

/** Texts whose counts are remembered: those that were asked for last. */
const MAX_TEXTS = 1_000;

const ID = /^\s*id=([^;]*)(?:;|$)/;

/**
 * Faults that requests ask for themselves. One text is one decider, so that `times` and `chance` count over
 * the requests of a test; an id before the faults (`id=checkout-7; cut times=1`) makes a text its own.
 */
export class HeaderFaults {
  readonly #seed: number;
  readonly #check: (faults: readonly Fault[]) => void;
  readonly #deciders = new Map<string, FaultDecider>();

  /** `check` throws {@link FaultSyntaxError} for faults that cannot happen here. */
  constructor(seed: number, check: (faults: readonly Fault[]) => void = () => {}) {
    this.#seed = seed;
    this.#check = check;
  }

  /** Throws {@link FaultSyntaxError}. */
  deciderOf(text: string): FaultDecider {
    const decider = this.#deciders.get(text) ?? this.#read(text);
    // The last in the order is the one that was asked for last.
    this.#deciders.delete(text);
    this.#deciders.set(text, decider);
    const [oldest] = this.#deciders.keys();
    if (this.#deciders.size > MAX_TEXTS && oldest !== undefined) this.#deciders.delete(oldest);
    return decider;
  }

  #read(text: string): FaultDecider {
    const faults = read(text);
    this.#check(faults);
    return new FaultDecider(faults, this.#seed);
  }

  /** Texts without an id count anew; the others belong to who chose the id. */
  forgetNameless(): void {
    for (const text of this.#deciders.keys()) if (!ID.test(text)) this.#deciders.delete(text);
  }
}

function read(text: string): Fault[] {
  const [named = "", id] = ID.exec(text) ?? [];
  if (id !== undefined && !/^\S+$/.test(id.trim())) {
    throw new FaultSyntaxError("An id is one word, as in id=checkout-7; cut times=1.");
  }
  const faults = parseFaults(text.slice(named.length));
  const strange = faults.find(({ kind }) => kind === "restart" || kind === "clock");
  // Any page can send the header, and these would meet everybody.
  if (strange) throw new FaultSyntaxError(`${strange.kind} cannot be asked for by a request.`);
  return faults;
}
