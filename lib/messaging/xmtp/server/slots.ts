import { ParleyError } from "@/lib/errors/base.ts";

type Waiting = { begin: () => void; timer: ReturnType<typeof setTimeout> };

/** So many at a time; the others wait in line, as many and as long as they may. */
export type SlotLimits = { atOnce: number; inLine: number; waitMs: number };

/** Runs work in a limited number of slots, first come, first served. */
export class Slots {
  readonly #limits: SlotLimits;
  readonly #line: Waiting[] = [];
  #running = 0;

  constructor(limits: SlotLimits) {
    this.#limits = limits;
  }

  /** Fails with `server.busy` when the line is full, or did not move in time. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.#turn();
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  #turn(): Promise<void> {
    const { atOnce, inLine, waitMs } = this.#limits;
    if (this.#running < atOnce) {
      this.#running++;
      return Promise.resolve();
    }
    if (this.#line.length >= inLine) return Promise.reject(busy("The line is full"));
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#line.splice(this.#line.indexOf(waiting), 1);
        reject(busy("The line did not move"));
      };
      const waiting = { begin: resolve, timer: setTimeout(leave, waitMs) };
      this.#line.push(waiting);
    });
  }

  #next(): void {
    const next = this.#line.shift();
    if (!next) {
      this.#running--;
      return;
    }
    clearTimeout(next.timer);
    next.begin();
  }
}

function busy(why: string): ParleyError {
  return new ParleyError("server.busy", why);
}
