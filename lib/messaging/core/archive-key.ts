import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { entropyToMnemonic, mnemonicToEntropy } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { ParleyError } from "@/lib/errors/base.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";

export const ARCHIVE_WORDS = 24;
const SECRET_BYTES = 32;

/** The words of an archive: a 32-byte secret in a form that can be written down (BIP-39). */
export function archiveWords(secret: Uint8Array): string {
  if (secret.length !== SECRET_BYTES) throw new ParleyError("unexpected", "Not 32 bytes");
  return entropyToMnemonic(secret, wordlist);
}

/**
 * The secret that words stand for, however they are spaced, numbered or written in capitals.
 *
 * @throws ParleyError `archive.words` when a word is missing, unknown or mistyped.
 */
export function parseArchiveWords(text: string): Uint8Array {
  const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
  if (words.length !== ARCHIVE_WORDS) {
    throw new ParleyError("archive.words", `${words.length} words instead of 24`);
  }
  try {
    return mnemonicToEntropy(words.join(" "), wordlist);
  } catch (cause) {
    throw new ParleyError("archive.words", "A word is none, or the checksum fails", { cause });
  }
}

/**
 * The key that encrypts a part of an inbox's archive (AES-256-GCM in libxmtp), derived by HKDF
 * (RFC 5869). It is bound to the inbox: the engine itself would put anybody's archive into any
 * inbox. And to the part's place among all: none can be left out or moved unnoticed.
 */
export function archiveKey(
  secret: Uint8Array,
  inboxId: InboxId,
  { index, count }: { index: number; count: number },
): Uint8Array {
  const place = `parley archive 1, part ${index + 1} of ${count}`;
  return hkdf(sha256, secret, utf8ToBytes(inboxId), utf8ToBytes(place), 32);
}
