import type { ArchiveServer } from "./archive-server.ts";
import type { Collect } from "./collect-together.ts";
import { keepCopies } from "./keep-copies.ts";
import { lookAtNode } from "./look-at-node.ts";

const CONTENTS_AT_ONCE = 1_000;

/**
 * Puts right what broke off: uploads whose time is over end, bytes of no upload are erased, contents
 * of nobody leave the node, copies are made and told. Of several processes one looks at the node and
 * the service; each clears its own disk. Gives where the next look at the node begins.
 */
export async function sweep(
  server: ArchiveServer,
  collect: Collect,
  lookFrom?: string,
): Promise<{ lookFrom: string | undefined }> {
  const { records, locks, nowMs } = server;
  await records.expire(nowMs());
  await clearStaging(server);
  let next = lookFrom;
  await locks.whenAlone("sweep", async () => {
    await collect(await records.unreferenced(CONTENTS_AT_ONCE));
    await keepCopies(server);
    next = await lookAtNode(lookFrom, server);
  });
  return { lookFrom: next };
}

/** A row is there before its file. */
async function clearStaging({ records, staging, nowMs }: ArchiveServer): Promise<void> {
  const keys = await staging.keys();
  const open = await records.openStagingKeys(keys, nowMs());
  for (const key of keys) if (!open.has(key)) await staging.erase(key);
}
