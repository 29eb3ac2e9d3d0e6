/** Longest id that is shown whole: twice the 32 bytes of a key. */
const MAX_SHOWN_BYTES = 64;
const MAX_SHOWN_CHARACTERS = 300;
const NS_PER_MS = 1_000_000n;
/** The last moment that a Date can say. */
const LAST_MS = 8_640_000_000_000_000n;

/** What a terminal obeys, and what turns the direction of text: neither may be done by a stranger. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;

/** Bytes as hexadecimal digits; a long value is cut, and says how long it is. */
export function hex(bytes: Uint8Array): string {
  const shown = Buffer.from(
    bytes.buffer,
    bytes.byteOffset,
    Math.min(bytes.length, MAX_SHOWN_BYTES),
  );
  const digits = shown.toString("hex");
  return bytes.length > MAX_SHOWN_BYTES ? `${digits}… (${bytes.length} bytes)` : digits;
}

/** A stranger's text on one line: controls are written out, and what is long is cut. */
export function plain(text: string): string {
  const short =
    text.length > MAX_SHOWN_CHARACTERS ? `${text.slice(0, MAX_SHOWN_CHARACTERS)}…` : text;
  return short
    .toWellFormed()
    .replace(UNPRINTABLE, (odd) => `\\u{${odd.codePointAt(0)?.toString(16)}}`);
}

/** ISO 8601, UTC, with milliseconds; what is no time is said to be none. */
export function timeOfNs(ns: bigint): string {
  return timeOfMs(ns / NS_PER_MS);
}

export function timeOfSeconds(seconds: bigint): string {
  return timeOfMs(seconds * 1000n);
}

function timeOfMs(ms: bigint): string {
  return ms > LAST_MS ? "after the year 275760" : new Date(Number(ms)).toISOString();
}
