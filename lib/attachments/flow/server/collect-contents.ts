import type { ArchiveServer } from "./archive-server.ts";

/**
 * Takes contents that no inbox has from the node, and frees what they occupy. They are forgotten last:
 * what breaks off before is found by the next sweep. Who archives one meanwhile keeps it. Fails with
 * `archive.no-node`.
 */
export async function collectContents(
  cids: readonly string[],
  server: ArchiveServer,
): Promise<void> {
  const { records, locks, node, nowMs } = server;
  const released: string[] = [];
  for (const cid of cids) if (await release(cid, server)) released.push(cid);
  if (released.length === 0) return;
  await node.collect();
  for (const cid of released)
    await locks.withCid(cid, async () => {
      // Nobody is between adding and recording it meanwhile; but somebody may have done both, and
      // deleted it: what is on the node is not forgotten.
      if (!(await node.isPinned(cid))) await records.forget(cid, nowMs());
    });
}

async function release(cid: string, { records, locks, node }: ArchiveServer): Promise<boolean> {
  return locks.withCid(cid, async ({ mustHold }) => {
    if (await records.isReferenced(cid)) return false;
    await mustHold();
    await node.unpin(cid);
    return true;
  });
}
