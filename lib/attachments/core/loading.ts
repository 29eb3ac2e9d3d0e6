import type { AttachedFile } from "./attachment.ts";
import { fileKind, saidBytes } from "./file-kind.ts";

/**
 * What is loaded before anybody presses for it: of those one talks with by one's own will, the
 * same from one's own gateways only, or nothing.
 */
export type LoadChoice = "contacts" | "own-gateways" | "never";

export const LOAD_CHOICES = [
  "contacts",
  "own-gateways",
  "never",
] as const satisfies readonly LoadChoice[];

/** Larger files wait for a press, whoever sent them. */
export const UNASKED_BYTES = 25 * 1024 * 1024;

/**
 * Whether a file is loaded when its message is seen. Never a stranger's; of documents their name
 * says what they are. What came inside its message is here already.
 */
export function loadsUnasked(
  file: AttachedFile,
  { choice, isTrusted }: { choice: LoadChoice; isTrusted: boolean },
): boolean {
  if (!isTrusted || fileKind(file) === "document") return false;
  if (file.kind === "inline") return true;
  const bytes = Math.max(saidBytes(file) ?? Number.POSITIVE_INFINITY, file.sealedBytes ?? 0);
  return choice !== "never" && bytes <= UNASKED_BYTES;
}
