import { bytesToHex } from "@noble/hashes/utils.js";
import { ParleyError } from "@/lib/errors/base.ts";
import type { FileSource } from "../../browser/sources.ts";
import type { RemoteFile } from "../../core/attachment.ts";
import { readFrame } from "../../core/frame.ts";
import { fromHex } from "../../core/hex.ts";
import { sniffType } from "../../core/sniff.ts";
import type { OpenedFile } from "../../ports.ts";
import {
  letGo,
  NONCE_BYTES,
  openSeal,
  SECRET_BYTES,
  type SealSecrets,
  TAG_BYTES,
  TURNED_BYTES,
} from "../seal-key.ts";
import type { TaskContext } from "../serve-task.ts";
import { fetchSealed } from "./fetch-sealed.ts";
import { inflate } from "./inflate.ts";

export type OpenTask = {
  file: RemoteFile;
  sources: readonly FileSource[];
  /** Of the file before it was sealed. */
  maxBytes: number;
};

/** What a seal adds at most: its head, its tag, a name. */
const SEAL_BYTES = 1024 * 1024;

/** Fetches a file, verifies all of it, and only then opens it. */
export async function openFile(
  { file, sources, maxBytes }: OpenTask,
  { signal, onProgress }: TaskContext,
): Promise<OpenedFile> {
  const secrets = secretsOf(file);
  const { bytes, from } = await fetchSealed(sources, {
    signal,
    onProgress,
    maxBytes: maxBytes + SEAL_BYTES,
    saidBytes: file.sealedBytes,
  });
  const plain = await unseal(bytes, secrets, file.contentDigest);
  signal.throwIfAborted();
  const { content, compression, fileName, mimeType: saidMimeType } = readFrame(plain);
  const whole = compression ? await inflate(content, compression, maxBytes) : content;
  const mimeType = sniffType(whole);
  const blob = new Blob([whole], { type: mimeType });
  letGo(plain);
  return {
    blob,
    mimeType,
    from,
    ...(fileName && { fileName }),
    ...(saidMimeType && { saidMimeType }),
  };
}

function secretsOf({ secret, salt, nonce }: RemoteFile): SealSecrets {
  const secrets = {
    secret: fromHex(secret, SECRET_BYTES),
    salt: fromHex(salt, SECRET_BYTES),
    nonce: fromHex(nonce, NONCE_BYTES),
  };
  if (secrets.secret && secrets.salt && secrets.nonce) return secrets as SealSecrets;
  throw new ParleyError("attachment.forged", "What opens it is not complete");
}

/** Decrypted at once. */
const PART_BYTES = 4 * 1024 * 1024;

/** Turns sealed bytes, which are those of the digest, into what was sealed, in their place. */
async function unseal(
  sealed: Uint8Array<ArrayBuffer>,
  secrets: SealSecrets,
  contentDigest: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const digest = bytesToHex(new Uint8Array(await crypto.subtle.digest("SHA-256", sealed)));
  if (digest !== contentDigest.toLowerCase().replace(/^0x/, "")) {
    throw new ParleyError("attachment.forged", "Another digest than its sender said");
  }
  const plain = sealed.subarray(0, Math.max(0, sealed.length - TAG_BYTES));
  const tag = sealed.slice(plain.length);
  const seal = await openSeal(secrets);
  for (let offset = 0; offset < plain.length; offset += PART_BYTES) {
    const part = plain.subarray(offset, offset + PART_BYTES);
    const turning: Promise<void>[] = [];
    for (let start = 0; start < part.length; start += TURNED_BYTES) {
      const piece = part.subarray(start, start + TURNED_BYTES);
      // Both take a copy before anything is written.
      void seal.witness(piece);
      turning.push(seal.turn(piece, offset + start).then((opened) => piece.set(opened)));
    }
    await Promise.all(turning);
  }
  // Only now is it looked at.
  if (bytesToHex(await seal.tag()) === bytesToHex(tag)) return plain;
  throw new ParleyError("attachment.forged", "It does not open");
}
