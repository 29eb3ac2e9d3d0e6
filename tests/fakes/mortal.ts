/**
 * A process that can be killed: whatever it asks of the world through what this wraps is counted, and
 * from the `at`th call on nothing happens any more. `after`: that call still happens, and nobody hears
 * of it.
 */
export class Mortal {
  calls = 0;
  readonly #at: number;
  readonly #after: boolean;

  constructor(at = Number.POSITIVE_INFINITY, { after = false } = {}) {
    this.#at = at;
    this.#after = after;
  }

  get isDead(): boolean {
    return this.calls >= this.#at;
  }

  wrap<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, name) => {
        const value = Reflect.get(target, name);
        if (typeof value !== "function") return value;
        return (...args: unknown[]) => this.#call(() => value.apply(target, args));
      },
    });
  }

  #call(call: () => unknown): unknown {
    if (this.isDead) return this.#die();
    this.calls += 1;
    if (!this.isDead) return call();
    if (!this.#after) return this.#die();
    return Promise.resolve(call()).then(() => this.#die());
  }

  async #die(): Promise<never> {
    throw new Error("Killed");
  }
}
