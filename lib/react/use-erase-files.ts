import { useCallback } from "react";
import { useParley } from "./parley-context.ts";

/**
 * Takes files out of one's own archive; those of others are not in it, and stay. What can't be
 * erased now stands in the list of archived files.
 */
export function useEraseFiles(): (cids: readonly string[]) => void {
  const { loadArchive } = useParley();
  return useCallback(
    (cids) => {
      const erase = async () => {
        const own = await loadArchive();
        for (const cid of cids) await own.remove(cid);
      };
      erase().catch(() => undefined);
    },
    [loadArchive],
  );
}
