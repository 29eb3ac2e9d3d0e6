import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { ArchivedContent, ListPlace } from "../../ports.ts";
import type { ArchiveServer } from "./archive-server.ts";

const PAGE = 100;

/** What an inbox archived, the newest first, a page at a time; and how much of its quota that is. */
export async function listFiles(
  inboxId: InboxId,
  after: ListPlace | undefined,
  { records, nowMs }: Pick<ArchiveServer, "records" | "nowMs">,
): Promise<{ usedBytes: number; files: readonly ArchivedContent[]; next?: ListPlace }> {
  const found = await records.list(inboxId, { ...(after && { after }), limit: PAGE + 1 });
  const { sizeBytes: usedBytes } = await records.charged(inboxId, nowMs());
  const files = found.slice(0, PAGE);
  const last = files.at(-1);
  const next = found.length > PAGE && last && { archivedAtMs: last.archivedAtMs, cid: last.cid };
  return { usedBytes, files, ...(next && { next }) };
}
