import type { ArchiveUsage } from "./attachment.ts";

/** What a message takes with it at most. */
export const MAX_FILES = 10;

/** The seal adds some hundred bytes to each file. */
const SEAL_BYTES = 1024;

export type KnownLimits = {
  maxFileBytes: number;
  /** Left out until the server has said it. */
  usage?: Pick<ArchiveUsage, "usedBytes" | "quotaBytes">;
};

/** Why these files can't be sent together from here, with the numbers. */
export type ArchiveRefusal =
  | { kind: "too-many"; most: number; chosen: number }
  | { kind: "too-large"; fileName: string; sizeBytes: number; mostBytes: number }
  | { kind: "no-room"; sizeBytes: number; leftBytes: number; quotaBytes: number };

/** What of the files is known to be refused, before anything is done with them. */
export function refusalOf(
  files: readonly { fileName: string; sizeBytes: number }[],
  { maxFileBytes, usage }: KnownLimits,
): ArchiveRefusal | undefined {
  if (files.length > MAX_FILES) return { kind: "too-many", most: MAX_FILES, chosen: files.length };
  const large = files.find(({ sizeBytes }) => sizeBytes > maxFileBytes);
  if (large) return { kind: "too-large", ...pick(large), mostBytes: maxFileBytes };
  if (!usage) return undefined;
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  const leftBytes = leftOf(usage);
  if (sizeBytes + files.length * SEAL_BYTES <= leftBytes) return undefined;
  return { kind: "no-room", sizeBytes, leftBytes, quotaBytes: usage.quotaBytes };
}

export function leftOf({ usedBytes, quotaBytes }: NonNullable<KnownLimits["usage"]>): number {
  return Math.max(0, quotaBytes - usedBytes);
}

function pick({ fileName, sizeBytes }: { fileName: string; sizeBytes: number }) {
  return { fileName, sizeBytes };
}
