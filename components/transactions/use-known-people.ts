import { useMemo } from "react";
import type { Address } from "@/lib/identity/core/address.ts";
import { useInboxRows } from "@/lib/react/use-inbox-rows.ts";
import { useCardPlace } from "../timeline/card-place.ts";

/** Oneself and whom one writes with: somebody else's address may be made to look like theirs. */
export function useKnownPeople(): readonly Address[] {
  const { rows } = useInboxRows();
  const self = useCardPlace()?.self;
  return useMemo(() => {
    const peers = rows.flatMap(({ peer, consent }) =>
      peer && consent === "allowed" ? peer.address : [],
    );
    return self ? [self, ...peers] : peers;
  }, [rows, self]);
}
