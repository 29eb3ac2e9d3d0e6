import { ParleyError } from "@/lib/errors/base.ts";
import type { ArchiveServer } from "./archive-server.ts";

const AT_ONCE = 100;

/**
 * Looks whether the node still has some of what is archived, in order, and gives where to go on:
 * undefined at the end. What is not pinned any more is pinned again, or marked as gone.
 */
export async function lookAtNode(
  after: string | undefined,
  server: ArchiveServer,
): Promise<string | undefined> {
  const { records } = server;
  const cids = await records.contents({ ...(after !== undefined && { after }), limit: AT_ONCE });
  for (const cid of cids) await look(cid, server);
  return cids.length < AT_ONCE ? undefined : cids.at(-1);
}

async function look(cid: string, { records, locks, node }: ArchiveServer): Promise<void> {
  await locks.withCid(cid, async () => {
    if (!(await records.isReferenced(cid))) return;
    const isOnNode = (await node.isPinned(cid)) || (await pinAgain(cid, node));
    await records.markOnNode(cid, isOnNode);
  });
}

async function pinAgain(cid: string, node: ArchiveServer["node"]): Promise<boolean> {
  try {
    await node.pin(cid);
    return true;
  } catch (error) {
    if (error instanceof ParleyError && error.code === "archive.not-archived") return false;
    throw error;
  }
}
