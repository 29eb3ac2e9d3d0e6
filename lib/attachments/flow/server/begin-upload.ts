import { ParleyError } from "@/lib/errors/base.ts";
import { maxSealedBytes, UPLOAD_MS, type Upload, type WantedUpload } from "../../core/upload.ts";
import type { ArchivedContent } from "../../ports.ts";
import type { ArchiveServer } from "./archive-server.ts";

type Begun = { kind: "open"; upload: Upload } | { kind: "archived"; file: ArchivedContent };

/**
 * Keeps room for a file, or gives the file when this inbox has it already. Asked again for the same, it
 * is the same upload. Fails with `archive.too-large`, `archive.quota`, `archive.too-many`, and
 * `server.malformed` when the id is of another upload.
 */
export async function beginUpload(wanted: WantedUpload, server: ArchiveServer): Promise<Begun> {
  const { records, limits, nowMs, newKey } = server;
  if (wanted.sizeBytes > maxSealedBytes(limits.maxFileBytes))
    throw new ParleyError("archive.too-large", "Larger than a file may be");
  const now = nowMs();
  const reservation = await records.reserve(
    { ...wanted, stagingKey: newKey(), expiresAtMs: now + UPLOAD_MS },
    { quotaBytes: limits.quotaBytes, nowMs: now },
  );
  if (reservation.kind !== "refused") return reservation;
  if (reservation.why === "another")
    throw new ParleyError("server.malformed", "That id is of an upload of something else");
  throw new ParleyError(`archive.${reservation.why}`, "No room for another upload");
}
