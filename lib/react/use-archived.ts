import { useEffect, useState } from "react";
import { archivedCid } from "@/lib/attachments/core/archived-cid.ts";
import { type Keeping, keepingOf } from "@/lib/attachments/core/keeping.ts";
import { useParley } from "./parley-context.ts";

export type Archived = Keeping | { kind: "looking" | "unknown" };

/** How an own file is kept, asked of the app's server when it is shown. */
export function useArchived(link: string): Archived {
  const { loadArchive, archive } = useParley();
  const cid = archivedCid(link);
  const [archived, setArchived] = useState<Archived>({ kind: "looking" });
  useEffect(() => {
    const place = { link, archiveHost: archive?.gatewayHost };
    if (!archive || cid === undefined) return setArchived(keepingOf(undefined, place));
    let isOver = false;
    const become = (next: Archived) => isOver || setArchived(next);
    loadArchive()
      .then((own) => own.find(cid))
      .then(
        (file) => become(keepingOf(file, place)),
        () => become({ kind: "unknown" }),
      );
    return () => {
      isOver = true;
    };
  }, [loadArchive, archive, link, cid]);
  return archived;
}
