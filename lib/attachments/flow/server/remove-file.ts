import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { ArchiveServer } from "./archive-server.ts";
import type { Collect } from "./collect-together.ts";

/**
 * Takes a file out of an inbox' archive: it is gone for the inbox then, and counts no more. Off the
 * node it is taken afterwards, when nobody else archived it. Harmless when it is not there.
 */
export async function removeFile(
  inboxId: InboxId,
  cid: string,
  { records }: Pick<ArchiveServer, "records">,
  collect: Collect,
): Promise<void> {
  if (!(await records.remove(inboxId, cid))) return;
  // Whatever keeps it from being collected, the sweep finds that it is nobody's.
  void collect([cid]).catch(() => undefined);
}
