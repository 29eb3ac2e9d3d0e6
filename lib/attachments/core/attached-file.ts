import type { AttachedFile, RemoteFile } from "./attachment.ts";
import { parsePreview } from "./preview.ts";

/** More files in one message are of nobody who means well. */
export const MAX_FILES = 100;

/** Longer links point nowhere that one would go. */
const MAX_URL_LENGTH = 2048;

const MAX_NAME_LENGTH = 255;

/** A file whose bytes lie elsewhere, of whatever came from outside; undefined when it is none. */
export function parseRemoteFile(value: unknown): RemoteFile | undefined {
  if (!isObject(value) || value.kind !== "remote") return undefined;
  const { url, sealedBytes, fileName, preview } = value;
  if (typeof url !== "string" || url.length > MAX_URL_LENGTH || url === "") return undefined;
  const contentDigest = hexOf(value.contentDigest, 32);
  const secret = hexOf(value.secret, 32);
  const salt = hexOf(value.salt, 32);
  const nonce = hexOf(value.nonce, 12);
  if (!contentDigest || !secret || !salt || !nonce) return undefined;
  const seen = parsePreview(preview);
  return {
    kind: "remote",
    url,
    contentDigest,
    secret,
    salt,
    nonce,
    ...(isCount(sealedBytes) && { sealedBytes }),
    ...nameOf(fileName),
    ...(seen && { preview: seen }),
  };
}

/** The same of a file of either kind. */
export function parseAttachedFile(value: unknown): AttachedFile | undefined {
  if (!isObject(value) || value.kind !== "inline") return parseRemoteFile(value);
  const { mimeType, sizeBytes, fileName } = value;
  if (typeof mimeType !== "string" || !isCount(sizeBytes)) return undefined;
  return {
    kind: "inline",
    mimeType: mimeType.slice(0, MAX_NAME_LENGTH),
    sizeBytes,
    ...nameOf(fileName),
  };
}

/** Names one file among all: by its sealed bytes, or by the message that it came in. */
export function fileKey(file: AttachedFile, messageId: string, index: number): string {
  return file.kind === "remote" ? file.contentDigest : `${messageId}/${index}`;
}

function nameOf(name: unknown): { fileName?: string } {
  return typeof name === "string" && name !== ""
    ? { fileName: name.slice(0, MAX_NAME_LENGTH) }
    : {};
}

function hexOf(value: unknown, bytes: number): string | undefined {
  if (typeof value !== "string" || value.length !== bytes * 2) return undefined;
  return /^[0-9a-f]+$/i.test(value) ? value.toLowerCase() : undefined;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
