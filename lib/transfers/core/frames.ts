/** What two devices say to each other of files, beside their bytes. */

import { plainName } from "@/lib/attachments/core/file-name.ts";
import { FILE_BYTES_AT_MOST } from "./limits.ts";

/** Chosen by who sends it; the same in every connection. */
export type FileId = number;

export type FileFacts = {
  id: FileId;
  name: string;
  sizeBytes: number;
  mimeType: string;
  /** SHA-256 of its beginning, in hex: whether it is the same file when it is chosen again. */
  head: string;
};

export const REFUSALS = ["declined", "no-room", "no-store", "too-many"] as const;
export type Refusal = (typeof REFUSALS)[number];

export const CANCELLINGS = ["person", "no-room", "broken", "unreadable"] as const;
export type Cancelling = (typeof CANCELLINGS)[number];

const SIDES = ["sender", "receiver"] as const;
export type Side = (typeof SIDES)[number];

export type Frame =
  /** The first word of each side: whoever does not say it takes no files this way. */
  | { kind: "hello"; version: 1 }
  | ({ kind: "offer" } & FileFacts)
  /** The receiver has what is before `from`, and takes what is before `upTo`. */
  | { kind: "take"; id: FileId; from: number; upTo: number }
  | { kind: "refuse"; id: FileId; why: Refusal }
  /** On the receiver's disk, up to there. */
  | { kind: "have"; id: FileId; offset: number; upTo: number }
  | { kind: "done"; id: FileId; sha256: string }
  | { kind: "verified"; id: FileId }
  | { kind: "bad"; id: FileId }
  | { kind: "pause"; id: FileId; by: Side }
  | { kind: "resume"; id: FileId; by: Side }
  | { kind: "cancel"; id: FileId; by: Side; why: Cancelling };

const FRAME_CHARS_AT_MOST = 4_096;
const DIGEST = /^[0-9a-f]{64}$/;
const MIME_TYPE = /^[\w!#$&^.+-]{1,60}\/[\w!#$&^.+-]{1,60}$/;

export function writeFrame(frame: Frame): string {
  return JSON.stringify(frame);
}

/** Undefined for whatever is none. */
export function readFrame(text: string): Frame | undefined {
  if (text.length > FRAME_CHARS_AT_MOST) return undefined;
  try {
    const said: unknown = JSON.parse(text);
    return typeof said === "object" && said !== null ? toFrame(said as Fields) : undefined;
  } catch {
    return undefined;
  }
}

type Fields = { readonly [name: string]: unknown };

function toFrame(said: Fields): Frame | undefined {
  const { kind, id, from, upTo, offset, why, by, sha256 } = said;
  if (kind === "hello") return said.version === 1 ? { kind, version: 1 } : undefined;
  if (!isFileId(id)) return undefined;
  switch (kind) {
    case "offer":
      return toOffer(id, said);
    case "take":
      return isOffset(from) && isOffset(upTo) ? { kind, id, from, upTo } : undefined;
    case "have":
      return isOffset(offset) && isOffset(upTo) ? { kind, id, offset, upTo } : undefined;
    case "refuse":
      return isOneOf(REFUSALS, why) ? { kind, id, why } : undefined;
    case "done":
      return isDigest(sha256) ? { kind, id, sha256 } : undefined;
    case "verified":
    case "bad":
      return { kind, id };
    case "pause":
    case "resume":
      return isOneOf(SIDES, by) ? { kind, id, by } : undefined;
    case "cancel":
      return isOneOf(SIDES, by) && isOneOf(CANCELLINGS, why) ? { kind, id, by, why } : undefined;
    default:
      return undefined;
  }
}

/** A name is taken as files of messages are called; one that hides something is written out. */
function toOffer(id: FileId, { name, sizeBytes, mimeType, head }: Fields): Frame | undefined {
  if (typeof name !== "string" || !isOffset(sizeBytes) || !isDigest(head)) return undefined;
  return {
    kind: "offer",
    id,
    name: plainName(name) ?? "",
    sizeBytes,
    mimeType: plainType(mimeType),
    head,
  };
}

export function plainType(mimeType: unknown): string {
  const isType = typeof mimeType === "string" && MIME_TYPE.test(mimeType);
  return isType ? mimeType.toLowerCase() : "application/octet-stream";
}

export function isFileId(value: unknown): value is FileId {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 0xffff_ffff;
}

export function isOffset(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= FILE_BYTES_AT_MOST;
}

export function isDigest(value: unknown): value is string {
  return typeof value === "string" && DIGEST.test(value);
}

function isOneOf<Value extends string>(all: readonly Value[], value: unknown): value is Value {
  return (all as readonly unknown[]).includes(value);
}
