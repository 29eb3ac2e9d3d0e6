import type { Upload } from "../../core/upload.ts";
import type { ArchiveServer } from "./archive-server.ts";

/** Gives back what was reserved, and erases what arrived. Harmless when there is no such upload. */
export async function cancelUpload(
  { inboxId, id }: Pick<Upload, "inboxId" | "id">,
  { records, staging }: ArchiveServer,
): Promise<void> {
  const cancelled = await records.cancel(inboxId, id);
  if (cancelled) await staging.erase(cancelled.stagingKey);
}
