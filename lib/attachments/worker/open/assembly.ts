import { CID } from "multiformats/cid";
import { readBlock } from "../../core/unixfs.ts";
import { type CarBlock, MAX_BLOCK_BYTES } from "./car.ts";
import { SourceLied, SourceTooLarge } from "./source-failure.ts";

/** Where in the file the bytes below a CID belong. Equal ones may belong to several places. */
type Place = { offset: number; bytes: number | undefined };

/** A few bytes may name a million parts. */
const MAX_PLACES = 16_384;

/**
 * A file that is put together of verified blocks, whoever sends them and in whatever order: a block
 * counts once a block above it has named it.
 */
export class Assembly {
  readonly root: CID;
  readonly #maxBytes: number;
  readonly #wanted = new Map<string, Place[]>();
  readonly #known = new Set<string>();
  #whole: Uint8Array<ArrayBuffer> | undefined;
  #filledBytes = 0;
  #places = 0;

  constructor(cid: string, maxBytes: number) {
    this.root = CID.parse(cid);
    this.#maxBytes = maxBytes;
    this.#wanted.set(this.root.toString(), [{ offset: 0, bytes: undefined }]);
  }

  get isComplete(): boolean {
    return this.#wanted.size === 0;
  }

  /** The first byte that is missing. */
  get firstMissing(): number {
    let first = Number.POSITIVE_INFINITY;
    for (const places of this.#wanted.values())
      for (const { offset } of places) first = Math.min(first, offset);
    return Number.isFinite(first) ? first : this.#filledBytes;
  }

  get filledBytes(): number {
    return this.#filledBytes;
  }

  /** Of the whole file, once its root is known. */
  get totalBytes(): number | undefined {
    return this.#whole?.length;
  }

  /** Whether a block is missing, and known to be one of the file. */
  wants(cid: CID): boolean {
    return this.#wanted.has(cid.toString());
  }

  /** The whole file. */
  takeBytes(): Uint8Array<ArrayBuffer> {
    if (!this.isComplete || !this.#whole) throw new Error("Something is missing");
    return this.#whole;
  }

  /**
   * Takes a block when it is what its CID says, and part of the file; throws `SourceLied` when not,
   * `SourceTooLarge` when the file is. One that is here already is passed over.
   */
  async put({ cid, bytes }: CarBlock): Promise<void> {
    const name = cid.toString();
    if (!this.#wanted.has(name)) {
      if (this.#known.has(name)) return;
      throw new SourceLied("A block that nobody asked for");
    }
    await verify(cid, bytes);
    const places = this.#wanted.get(name);
    // Another source was faster.
    if (!places) return;
    const block = readBlock(cid, bytes);
    if (!block) throw new SourceLied("No part of a file");
    const length = block.kind === "bytes" ? block.bytes.length : block.bytes;
    const whole = this.#allocated(length);
    this.#wanted.delete(name);
    this.#known.add(name);
    for (const place of places) {
      if (place.bytes !== undefined && place.bytes !== length)
        throw new SourceLied("A part of another size than said");
      if (block.kind === "bytes") {
        whole.set(block.bytes, place.offset);
        this.#filledBytes += length;
      } else this.#want(block.links, place.offset);
    }
  }

  #allocated(bytes: number): Uint8Array<ArrayBuffer> {
    if (bytes > this.#maxBytes) throw new SourceTooLarge("More than is taken");
    this.#whole ??= new Uint8Array(bytes);
    return this.#whole;
  }

  #want(links: readonly { cid: CID; bytes: number }[], start: number): void {
    let offset = start;
    for (const { cid, bytes } of links) {
      if (bytes === 0 || ++this.#places > MAX_PLACES) throw new SourceLied("A file of no sense");
      const name = cid.toString();
      const places = this.#wanted.get(name) ?? [];
      places.push({ offset, bytes });
      this.#wanted.set(name, places);
      offset += bytes;
    }
  }
}

async function verify(cid: CID, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  if (bytes.length > MAX_BLOCK_BYTES) throw new SourceLied("A block too large");
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const expected = cid.multihash.digest;
  const isEqual =
    digest.length === expected.length && digest.every((byte, at) => byte === expected[at]);
  if (!isEqual) throw new SourceLied("Bytes that are not those of their CID");
}
