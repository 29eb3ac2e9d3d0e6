import { inverse, multiply, power, toBlock, toElement } from "../core/gf128.ts";

/*
 * The seal of XIP-17, as libxmtp makes it: AES-256-GCM without additional data (RFC 5116), by a key
 * that is HKDF-SHA256 of the secret, with the salt and no info. The tag of 16 bytes stands last.
 *
 * WebCrypto seals in one piece only, and holds a file four times for that. So its AES-CTR, which is
 * what encrypts in GCM, is given one chunk after the other; and its GCM is given each chunk as
 * additional data of nothing, whose tag is that chunk's part of the sum which the whole tag is made of.
 */

export const TAG_BYTES = 16;
export const SECRET_BYTES = 32;
export const NONCE_BYTES = 12;

/** What is given to WebCrypto at once: of larger pieces it takes fresh memory each time. */
export const TURNED_BYTES = 512 * 1024;

/** Chunks are of a whole number of these, the last one excepted. */
const BLOCK_BYTES = 16;

export type SealSecrets = Record<"secret" | "salt" | "nonce", Uint8Array<ArrayBuffer>>;

/** One file's seal, in chunks that begin at multiples of 16. */
export type Seal = {
  /** Encrypts or decrypts a chunk at an offset. */
  turn(chunk: Uint8Array<ArrayBuffer>, offset: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Takes the next encrypted chunk into the tag; several may be under way, in their order. */
  witness(encrypted: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Of everything that was witnessed. */
  tag(): Promise<Uint8Array<ArrayBuffer>>;
};

export async function openSeal(secrets: SealSecrets): Promise<Seal> {
  const bits = await keyBits(secrets);
  const usages: KeyUsage[] = ["encrypt"];
  const [ctr, gcm] = await Promise.all([
    crypto.subtle.importKey("raw", bits, "AES-CTR", false, usages),
    crypto.subtle.importKey("raw", bits, "AES-GCM", false, usages),
  ]);

  /** AES-CTR whose first block has that number behind the nonce. */
  async function counted(bytes: Uint8Array<ArrayBuffer>, nonce: Uint8Array, count: number) {
    const counter = new Uint8Array(BLOCK_BYTES);
    counter.set(nonce);
    new DataView(counter.buffer).setUint32(NONCE_BYTES, count);
    const algorithm = { name: "AES-CTR", counter, length: 32 };
    return new Uint8Array(await crypto.subtle.encrypt(algorithm, ctr, bytes));
  }

  /** The tag of nothing beside that. */
  async function tagOf(bytes: Uint8Array<ArrayBuffer>): Promise<bigint> {
    const algorithm = { name: "AES-GCM", iv: ZEROS.slice(0, NONCE_BYTES), additionalData: bytes };
    return toElement(new Uint8Array(await crypto.subtle.encrypt(algorithm, gcm, new Uint8Array())));
  }

  const [hash, mask, ownMask] = await Promise.all([
    counted(ZEROS, new Uint8Array(NONCE_BYTES), 0).then(toElement),
    tagOf(new Uint8Array()),
    counted(ZEROS, secrets.nonce, 1).then(toElement),
  ]);
  const unhash = inverse(hash);
  const powers = new Map<number, bigint>();
  let sum = 0n;
  let witnessedBytes = 0;
  let summing: Promise<void> = Promise.resolve();

  function powerOf(blocks: number): bigint {
    const known = powers.get(blocks) ?? power(hash, BigInt(blocks));
    powers.set(blocks, known);
    return known;
  }

  return {
    turn: (chunk, offset) => counted(chunk, secrets.nonce, 2 + offset / BLOCK_BYTES),
    witness: (encrypted) => {
      const { length } = encrypted;
      const tagging = tagOf(encrypted);
      witnessedBytes += length;
      summing = summing.then(async () => {
        const before = multiply(sum, powerOf(Math.ceil(length / BLOCK_BYTES)));
        // The tag is (part + length) × hash + mask.
        sum = before ^ multiply((await tagging) ^ mask, unhash) ^ (BigInt(length * 8) << 64n);
      });
      return summing;
    },
    tag: async () => {
      await summing;
      return toBlock(multiply(sum ^ BigInt(witnessedBytes * 8), hash) ^ ownMask);
    },
  };
}

const ZEROS = new Uint8Array(BLOCK_BYTES);

async function keyBits({ secret, salt }: SealSecrets): Promise<ArrayBuffer> {
  const source = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const derivation = { name: "HKDF", hash: "SHA-256", salt, info: new Uint8Array() };
  return crypto.subtle.deriveBits(derivation, source, 256);
}

/** Lets a buffer's memory go now: whoever collects garbage may wait until there are many. */
export function letGo(bytes: Uint8Array<ArrayBuffer>): void {
  bytes.buffer.transfer(0);
}
