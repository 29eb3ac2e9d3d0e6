/**
 * Longest text that is sent. The network carries 25 MiB an envelope; a text of this size is
 * already longer than any person reads, and every client can still lay it out.
 */
export const MAX_TEXT_BYTES = 1024 * 1024;

/** The length of a text in UTF-8. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }
  return bytes;
}
