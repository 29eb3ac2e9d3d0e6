import { useEffect, useState } from "react";
import { archivedCid } from "@/lib/attachments/core/archived-cid.ts";
import type { ArchivedFile } from "@/lib/attachments/core/attachment.ts";
import { useParley } from "./parley-context.ts";

export type Archived =
  | { kind: "looking" | "notArchived" | "unknown" }
  | { kind: "archived"; file: ArchivedFile };

/** How an own file is kept, asked of the app's server when it is shown. */
export function useArchived(link: string): Archived {
  const { loadArchive, archive } = useParley();
  const cid = archivedCid(link);
  const [archived, setArchived] = useState<Archived>({ kind: "looking" });
  useEffect(() => {
    if (!archive || cid === undefined) return setArchived({ kind: "notArchived" });
    let isOver = false;
    const become = (next: Archived) => isOver || setArchived(next);
    loadArchive()
      .then((own) => own.find(cid))
      .then(
        (file) => become(file ? { kind: "archived", file } : { kind: "notArchived" }),
        () => become({ kind: "unknown" }),
      );
    return () => {
      isOver = true;
    };
  }, [loadArchive, archive, cid]);
  return archived;
}
