import { createHash } from "node:crypto";
import { CHUNK_BYTES, cidOfLeaves } from "@/lib/attachments/core/unixfs.ts";
import type { IpfsNode } from "@/lib/attachments/ports.ts";
import { ParleyError } from "@/lib/errors/base.ts";

/** An IPFS node in memory, which other contents may be taken from and which may be away. */
export class MemoryIpfsNode implements IpfsNode {
  readonly blocks = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly pins = new Set<string>();
  isAway = false;
  /** What is added and not pinned yet is not collected. */
  #adding = new Set<string>();

  async add(bytes: AsyncIterable<Uint8Array>, { signal }: { signal?: AbortSignal } = {}) {
    this.#mustBeHere();
    signal?.throwIfAborted();
    const parts: Uint8Array[] = [];
    const source = bytes[Symbol.asyncIterator]();
    for (;;) {
      const part = await unlessAborted(source.next(), signal);
      if (part.done) break;
      parts.push(Uint8Array.from(part.value));
    }
    const whole = new Uint8Array(Buffer.concat(parts));
    const cid = await cidOf(whole);
    this.#adding.add(cid);
    this.blocks.set(cid, whole);
    // As a real one, it takes its time between having the bytes and pinning them.
    await Promise.resolve();
    this.#mustBeHere();
    this.pins.add(cid);
    this.#adding.delete(cid);
    return { cid, sizeBytes: whole.length };
  }

  async pin(cid: string) {
    this.#mustBeHere();
    if (!this.blocks.has(cid)) throw new ParleyError("archive.not-archived", "Not here");
    this.pins.add(cid);
  }

  async unpin(cid: string) {
    this.#mustBeHere();
    this.pins.delete(cid);
  }

  async isPinned(cid: string) {
    this.#mustBeHere();
    return this.pins.has(cid);
  }

  async collect() {
    this.#mustBeHere();
    for (const cid of this.blocks.keys())
      if (!this.pins.has(cid) && !this.#adding.has(cid)) this.blocks.delete(cid);
  }

  #mustBeHere() {
    if (this.isAway) throw new ParleyError("archive.no-node", "The fake node is away");
  }
}

/** Fails with the signal's reason, whether or not the promise ever settles. */
function unlessAborted<Value>(promise: Promise<Value>, signal?: AbortSignal): Promise<Value> {
  if (!signal) return promise;
  return Promise.race([
    promise,
    new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    }),
  ]);
}

/** The CID of bytes by the archive's profile. */
export async function cidOf(bytes: Uint8Array): Promise<string> {
  const leaves = [];
  for (let start = 0; start === 0 || start < bytes.length; start += CHUNK_BYTES) {
    const chunk = bytes.subarray(start, start + CHUNK_BYTES);
    leaves.push({ digest: sha256(chunk), bytes: chunk.length });
  }
  return cidOfLeaves(leaves, async (block) => sha256(block));
}

function sha256(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(bytes).digest());
}
