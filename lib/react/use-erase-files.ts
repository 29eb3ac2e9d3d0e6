import { useCallback } from "react";
import { eraseFiles } from "@/lib/attachments/flow/erase-files.ts";
import { useParley } from "./parley-context.ts";

/**
 * Takes files out of one's own archive; those of others are not in it, and stay. Never fails, and
 * gives how many can't be erased now: they stand in the list of archived files.
 */
export function useEraseFiles(): (cids: readonly string[]) => Promise<number> {
  const { loadArchive } = useParley();
  return useCallback(
    (cids) =>
      loadArchive().then(
        (own) => eraseFiles(own, cids),
        () => cids.length,
      ),
    [loadArchive],
  );
}
