import type { ArchiveServer } from "./archive-server.ts";

/**
 * Takes a content from the node when no inbox has it; what it occupies is free after the node's next
 * collection. False when somebody has it. Fails with `archive.no-node`.
 */
export async function collectContent(
  cid: string,
  { records, locks, node, nowMs }: ArchiveServer,
): Promise<boolean> {
  return locks.withCid(cid, async ({ mustHold }) => {
    if (await records.isReferenced(cid)) return false;
    await mustHold();
    await node.unpin(cid);
    await records.forget(cid, nowMs());
    return true;
  });
}
