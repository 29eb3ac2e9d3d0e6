import { ParleyError } from "@/lib/errors/base.ts";
import type { Upload } from "../../core/upload.ts";
import type { ArchivedContent, CidLock } from "../../ports.ts";
import type { ArchiveServer } from "./archive-server.ts";
import { cancelUpload } from "./cancel-upload.ts";

/**
 * Brings what has arrived whole to the node and records it. Wherever the process ends meanwhile: until
 * it is recorded the bytes lie here, and asking again finishes; what reached the node before that was
 * written down as intended, so that the sweep finds it.
 *
 * Fails with `archive.wrong-cid`, after which there is no such upload; `archive.no-upload`,
 * `archive.no-node`, `archive.storage-full`.
 */
export async function finishUpload(
  upload: Upload,
  server: ArchiveServer,
): Promise<ArchivedContent> {
  const { staging, locks } = server;
  const file = await locks.withCid(upload.cid, (lock) => archive(upload, server, lock));
  await staging.erase(upload.stagingKey);
  return file;
}

/** Nobody takes it from the node meanwhile: that needs the same lock. */
async function archive(
  upload: Upload,
  server: ArchiveServer,
  { mustHold }: CidLock,
): Promise<ArchivedContent> {
  const { records, node, staging, pinning, nowMs } = server;
  const { inboxId, id, cid, sizeBytes } = upload;
  const known = await records.findUpload(inboxId, id);
  if (known?.isDone) {
    const file = await records.find(inboxId, cid);
    if (file) return file;
  }
  if (!known || known.isDone) throw gone();
  if ((await staging.cidOf(upload.stagingKey)) !== cid) {
    await cancelUpload(upload, server);
    throw new ParleyError("archive.wrong-cid", "The bytes have another CID");
  }
  await records.intend({ cid, sizeBytes });
  const added = await node.add(staging.read(upload.stagingKey));
  if (added.cid !== cid) {
    throw new ParleyError("archive.no-node", "The node does not make CIDs by unixfs-v1-2025");
  }
  await mustHold();
  const file = await records.record(upload, { nowMs: nowMs(), copies: pinning !== undefined });
  if (!file) throw gone();
  return file;
}

function gone(): ParleyError {
  return new ParleyError("archive.no-upload", "It was cancelled, or its time is over");
}
