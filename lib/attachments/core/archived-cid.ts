const PLACE = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+\/ipfs\/(b[a-z2-7]{20,120})$/;

/** The CID of a file that lies in an archive, by its link; undefined where it lies elsewhere. */
export function archivedCid(link: string): string | undefined {
  return PLACE.exec(link)?.[1];
}
