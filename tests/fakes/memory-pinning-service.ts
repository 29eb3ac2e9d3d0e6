import type { PinningService, PinStatus } from "@/lib/attachments/ports.ts";
import { ParleyError } from "@/lib/errors/base.ts";

/** A pinning service in memory: it pins when the test says so, and may be away. */
export class MemoryPinningService implements PinningService {
  readonly name = "pins.test";
  readonly pins = new Map<string, PinStatus>();
  isAway = false;

  async add(cid: string): Promise<PinStatus> {
    this.#mustBeHere();
    const known = this.pins.get(cid);
    const status = known === undefined || known === "failed" ? "queued" : known;
    this.pins.set(cid, status);
    return status;
  }

  async status(cid: string): Promise<PinStatus | undefined> {
    this.#mustBeHere();
    return this.pins.get(cid);
  }

  async remove(cid: string): Promise<void> {
    this.#mustBeHere();
    this.pins.delete(cid);
  }

  #mustBeHere() {
    if (this.isAway) throw new ParleyError("archive.no-service", "The fake service is away");
  }
}
