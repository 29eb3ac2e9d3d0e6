import { isoTime } from "@/lib/http/core/iso-time.ts";
import type { FileCopy } from "../../core/attachment.ts";
import type { UploadPlace } from "../../core/upload.ts";
import type { ArchivedContent, ListPlace, UploadState } from "../../ports.ts";

export function stateJson(state: UploadState, serviceName: string | undefined): object {
  return state.kind === "open"
    ? { upload: uploadJson(state.place) }
    : { file: fileJson(state.file, serviceName) };
}

function uploadJson({ id, offsetBytes, sizeBytes, expiresAtMs }: UploadPlace): object {
  return { id, offset: offsetBytes, size: sizeBytes, expiresAt: isoTime(expiresAtMs) };
}

export function fileJson(
  { cid, sizeBytes, archivedAtMs, isOnNode, copy }: ArchivedContent,
  serviceName: string | undefined,
): object {
  const copies: FileCopy[] = isOnNode ? [{ kind: "node" }] : [];
  if (copy && serviceName) copies.push({ kind: "service", name: serviceName, status: copy });
  return { cid, sizeBytes, archivedAt: isoTime(archivedAtMs), copies };
}

/** A cursor says nothing that its reader does not know. */
export function toCursor({ archivedAtMs, cid }: ListPlace): string {
  return `${archivedAtMs}.${cid}`;
}

const CURSOR = /^(\d{1,15})\.([a-z2-7]{59})$/;

export function parseCursor(text: string): ListPlace | undefined {
  const [, archivedAtMs, cid] = CURSOR.exec(text) ?? [];
  return cid === undefined ? undefined : { archivedAtMs: Number(archivedAtMs), cid };
}
