import { ParleyError } from "@/lib/errors/base.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { ArchiveServer } from "./archive-server.ts";
import { collectContents } from "./collect-contents.ts";

/**
 * Takes a file out of an inbox' archive, and off the node when nobody else archived it. It is gone for
 * the inbox, and counts no more, even while the node does not answer: the sweep does the rest.
 * Harmless when it is not there.
 */
export async function removeFile(
  inboxId: InboxId,
  cid: string,
  server: ArchiveServer,
): Promise<void> {
  if (!(await server.records.remove(inboxId, cid))) return;
  try {
    await collectContents([cid], server);
  } catch (error) {
    const isAway = error instanceof ParleyError && error.code === "archive.no-node";
    if (!isAway) throw error;
  }
}
