import type { FilePreview, RemoteFile } from "./attachment.ts";

/*
 * What travels beside the files of a message, as JSON in one parameter that other apps don't look
 * at: `{"files":[…], "key":"…"}`, a preview for each file. Whoever sends it may write what they
 * like, so whatever reads as nothing is left out, and nothing is larger than it may be.
 */

/** More is not looked at: a preview is some 200 bytes. */
const MAX_LENGTH = 100_000;

const MAX_SIDE = 100_000;
const MAX_DURATION_MS = 1000 * 60 * 60 * 24 * 7;
const MAX_BARS = 64;
const LOUDEST = 31;

type Enclosed = {
  previews: readonly (FilePreview | undefined)[];
  /** Under which the message was written. */
  key?: string;
};

/** Reads what came with a message; nothing of it where it is not ours. */
export function readEnclosed(text: string | undefined): Enclosed {
  const value = text === undefined || text.length > MAX_LENGTH ? undefined : parse(text);
  if (!isObject(value)) return { previews: [] };
  const { files, key } = value;
  return {
    previews: Array.isArray(files) ? files.map(parsePreview) : [],
    ...(typeof key === "string" && { key }),
  };
}

/** The same files give the same text. */
export function writeEnclosed(files: readonly RemoteFile[], key?: string): string {
  const previews = files.map(({ preview }) => parsePreview(preview) ?? {});
  return JSON.stringify({ files: previews, ...(key !== undefined && { key }) });
}

/** What there is of a preview in a value from outside, in the order of this list. */
export function parsePreview(value: unknown): FilePreview | undefined {
  if (!isObject(value)) return undefined;
  const { mimeType, sizeBytes, width, height, thumbHash, durationMs, waveform } = value;
  const hasSides = isWithin(width, 1, MAX_SIDE) && isWithin(height, 1, MAX_SIDE);
  const preview: FilePreview = {
    ...(typeof mimeType === "string" && isMimeType(mimeType) && { mimeType }),
    ...(isWithin(sizeBytes, 0, Number.MAX_SAFE_INTEGER) && { sizeBytes }),
    ...(hasSides && { width, height }),
    ...(typeof thumbHash === "string" && isThumbHash(thumbHash) && { thumbHash }),
    ...(isWithin(durationMs, 0, MAX_DURATION_MS) && { durationMs }),
    ...(isWaveform(waveform) && { waveform: [...waveform] }),
  };
  return Object.keys(preview).length > 0 ? preview : undefined;
}

function isMimeType(text: string): boolean {
  return text.length <= 127 && /^[a-z0-9.+-]+\/[a-z0-9.+-]+$/i.test(text);
}

/** Base64 of 5 to 64 bytes. */
function isThumbHash(text: string): boolean {
  return text.length >= 7 && text.length <= 88 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
}

function isWaveform(value: unknown): value is readonly number[] {
  const isList = Array.isArray(value) && value.length > 0 && value.length <= MAX_BARS;
  return isList && value.every((bar) => isWithin(bar, 0, LOUDEST));
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
