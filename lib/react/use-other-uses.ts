import { useEffect, useState } from "react";
import type { MessageId } from "@/lib/messaging/core/records.ts";
import { useParley } from "./parley-context.ts";

/** How many other own messages have a file, or that it can't be found out. */
export type OtherUses = number | "looking" | "unknown";

type Asked = { contentDigests: readonly string[]; besides: readonly MessageId[] };

/** How many own messages have one of these files, besides some. Give it the same object again. */
export function useOtherUses({ contentDigests, besides }: Asked): OtherUses {
  const { messaging } = useParley();
  const [uses, setUses] = useState<OtherUses>("looking");
  useEffect(() => {
    if (contentDigests.length === 0) return;
    let isOver = false;
    const become = (next: OtherUses) => isOver || setUses(next);
    messaging.findOwnWithFiles(contentDigests).then(
      (ids) => become(ids.filter((id) => !besides.includes(id)).length),
      () => become("unknown"),
    );
    return () => {
      isOver = true;
    };
  }, [messaging, contentDigests, besides]);
  return uses;
}
