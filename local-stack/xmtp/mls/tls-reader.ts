/** The bytes are not what their format promises. */
export class MalformedMlsError extends Error {
  override readonly name = "MalformedMlsError";
}

const U64_BYTES = 8;
const LENGTH_BYTES = [1, 2, 4] as const;

/** Reads TLS presentation language as MLS uses it (RFC 9420 §2.1); throws {@link MalformedMlsError}. */
export class TlsReader {
  readonly #bytes: Uint8Array;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  u8(): number {
    return this.take(1)[0] ?? 0;
  }

  u16(): number {
    return this.u8() * 0x100 + this.u8();
  }

  u64(): bigint {
    const bytes = this.take(U64_BYTES);
    return new DataView(bytes.buffer, bytes.byteOffset, U64_BYTES).getBigUint64(0);
  }

  skip(sizeBytes: number): void {
    this.take(sizeBytes);
  }

  take(sizeBytes: number): Uint8Array {
    const end = this.#offset + sizeBytes;
    if (end > this.#bytes.length) throw new MalformedMlsError("The message ends too early.");
    const taken = this.#bytes.subarray(this.#offset, end);
    this.#offset = end;
    return taken;
  }

  /** A `<V>` vector: its length is a variable-size integer in the fewest bytes possible. */
  vector(): Uint8Array {
    const first = this.u8();
    const lengthBytes = LENGTH_BYTES[first >> 6];
    if (lengthBytes === undefined) throw new MalformedMlsError("A vector's length is malformed.");
    let length = first & 0x3f;
    for (let read = 1; read < lengthBytes; read++) length = length * 0x100 + this.u8();
    const tooShortFor = { 1: 0, 2: 0x40, 4: 0x4000 }[lengthBytes];
    if (length < tooShortFor) throw new MalformedMlsError("A vector's length is not minimal.");
    return this.take(length);
  }

  get isAtEnd(): boolean {
    return this.#offset === this.#bytes.length;
  }

  /** Everything must have been read: trailing bytes would travel unseen. */
  end(): void {
    if (!this.isAtEnd) {
      throw new MalformedMlsError("Bytes follow the end of the message.");
    }
  }
}
