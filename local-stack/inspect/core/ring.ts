/** The last of what happened: never more things than `maxCount`, nor more bytes than `maxBytes`. */
export class Ring<Thing extends { id: number }> {
  readonly #maxCount: number;
  readonly #maxBytes: number;
  /** In the order of their first appearance. */
  readonly #kept = new Map<number, { thing: Thing; bytes: number }>();
  #bytes = 0;

  constructor({ maxCount, maxBytes }: { maxCount: number; maxBytes: number }) {
    this.#maxCount = maxCount;
    this.#maxBytes = maxBytes;
  }

  /** Keeps it, in the place of what had its id; what is oldest goes for it. */
  put(thing: Thing, bytes: number): void {
    const before = this.#kept.get(thing.id);
    this.#bytes += bytes - (before?.bytes ?? 0);
    this.#kept.set(thing.id, { thing, bytes });
    for (const [id, oldest] of this.#kept) {
      if (this.#kept.size <= this.#maxCount && this.#bytes <= this.#maxBytes) break;
      this.#kept.delete(id);
      this.#bytes -= oldest.bytes;
    }
  }

  all(): Thing[] {
    return [...this.#kept.values()].map(({ thing }) => thing);
  }

  clear(): void {
    this.#kept.clear();
    this.#bytes = 0;
  }

  get bytes(): number {
    return this.#bytes;
  }
}
