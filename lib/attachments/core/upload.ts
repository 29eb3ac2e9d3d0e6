import type { InboxId } from "@/lib/identity/core/ids.ts";

/** An upload that is not finished ends after this. */
export const UPLOAD_MS = 24 * 60 * 60_000;

/** More under way at once are of nobody who sends files. */
export const MAX_OPEN_UPLOADS = 64;

/** What sealing adds to a file is less: a frame with its name and type, and 16 bytes. */
const SEAL_ROOM_BYTES = 1024 * 1024;

export function maxSealedBytes(maxFileBytes: number): number {
  return maxFileBytes + SEAL_ROOM_BYTES;
}

/** What a browser wants to bring. */
export type WantedUpload = {
  inboxId: InboxId;
  /** A UUID, of the browser's choice; two inboxes may choose the same. */
  id: string;
  cid: string;
  sizeBytes: number;
};

/** A place in the archive that is kept for a file, and counts against the quota. */
export type Upload = WantedUpload & {
  /** Names what has arrived of it, on the disk of the server. */
  stagingKey: string;
  expiresAtMs: number;
  /** It is in the archive, and this is kept only for who asks once more. */
  isDone: boolean;
};

/** How far an upload is: what HTTP tells of it. */
export type UploadPlace = Pick<Upload, "id" | "sizeBytes" | "expiresAtMs"> & {
  offsetBytes: number;
};

/** What of an inbox counts. `sizeBytes` is of all, with what is reserved. */
export type Charged = { sizeBytes: number; openUploads: number };

export type Limits = { quotaBytes: number; maxFileBytes: number };

/** Whether there is room for another upload, and if not, what is in its way. */
export function judgeRoom(
  charged: Charged,
  sizeBytes: number,
  { quotaBytes }: Pick<Limits, "quotaBytes">,
): "room" | "quota" | "too-many" {
  if (charged.openUploads >= MAX_OPEN_UPLOADS) return "too-many";
  return charged.sizeBytes + sizeBytes > quotaBytes ? "quota" : "room";
}

export function isOver({ expiresAtMs, isDone }: Upload, nowMs: number): boolean {
  return !isDone && nowMs >= expiresAtMs;
}

/** CIDv1 in base32, raw or dag-pb, SHA-256: what the profile `unixfs-v1-2025` gives. */
const CID = /^baf(?:kre|ybe)i[a-z2-7]{52}$/;

export function isArchivableCid(text: string): boolean {
  return CID.test(text);
}
