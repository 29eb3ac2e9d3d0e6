import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { Granting } from "@/lib/embed/core/content-grant.ts";
import type { ContentGrant } from "@/lib/embed/flow/grant-content.ts";

/** Whether that page reads new messages here, and what there is to be said to it. */
export function useContentGrant(coming: Promise<ContentGrant>): {
  kind: Granting;
  grant?: ContentGrant;
} {
  const [grant, setGrant] = useState<ContentGrant>();
  useEffect(() => {
    // What did not load grants nothing.
    coming.then(setGrant, () => undefined);
  }, [coming]);
  const { kind } = useStore(grant?.store ?? NOTHING_GRANTED);
  return { kind, ...(grant && { grant }) };
}

const NOTHING_GRANTED = createStore<{ kind: Granting }>(() => ({ kind: "none" }));
