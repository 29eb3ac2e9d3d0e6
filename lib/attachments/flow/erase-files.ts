import type { OwnArchive } from "./own-archive.ts";

/** Takes files out of one's own archive, each whatever becomes of the others; says how many stay. */
export async function eraseFiles(
  own: Pick<OwnArchive, "remove">,
  cids: readonly string[],
): Promise<number> {
  const ends = await Promise.allSettled(cids.map((cid) => own.remove(cid)));
  return ends.filter(({ status }) => status === "rejected").length;
}
