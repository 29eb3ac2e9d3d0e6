import type { LoadChoice } from "@/lib/preferences/core/settings.ts";
import type { AttachedFile } from "./attachment.ts";
import { fileKind, saidBytes } from "./file-kind.ts";

/** Larger files wait for a press, whoever sent them, and whatever was said of their size. */
export const UNASKED_BYTES = 25_000_000;

/** Of one message so many are loaded, the first ones; the others wait for a press. */
export const UNASKED_FILES = 10;

/**
 * Whether a file is loaded when its message is seen. Never a stranger's; of documents their name
 * says what they are. What came inside its message is here already.
 */
export function loadsUnasked(
  file: AttachedFile,
  { choice, isTrusted, index }: { choice: LoadChoice; isTrusted: boolean; index: number },
): boolean {
  if (!isTrusted || index >= UNASKED_FILES || fileKind(file) === "document") return false;
  if (file.kind === "inline") return true;
  const bytes = Math.max(saidBytes(file) ?? Number.POSITIVE_INFINITY, file.sealedBytes ?? 0);
  return choice !== "never" && bytes <= UNASKED_BYTES;
}
