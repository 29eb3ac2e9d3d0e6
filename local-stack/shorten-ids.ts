import type { Logger } from "pino";

const LONG_HEX = /(0x)?[0-9a-f]{16,}/gi;
const SHOWN_DIGITS = 8;
/** CIDv1 in base32, and the keys of blocks. */
const LONG_CID = /\b((?:baf|ciq)[a-z2-7]{12})[a-z2-7]{20,}/g;

/** Addresses, inbox ids, installation ids and CIDs in `text`, cut so that they tell apart but not who. */
export function shortenIds(text: string): string {
  return text.replace(LONG_CID, "$1…").replace(LONG_HEX, (id, prefix: string | undefined) => {
    const shown = SHOWN_DIGITS + (prefix?.length ?? 0);
    return `${id.slice(0, shown)}…`;
  });
}

/** A logger whose errors and reasons name nobody. */
export function createDiscreetLogger(logger: Logger): Logger {
  return logger.child({}, { serializers: { reason: shortenIds, err: describeError } });
}

function describeError(error: unknown): Record<string, string | undefined> {
  if (!(error instanceof Error)) return { message: shortenIds(String(error)) };
  const { name, message, stack } = error;
  return { type: name, message: shortenIds(message), stack: stack && shortenIds(stack) };
}
