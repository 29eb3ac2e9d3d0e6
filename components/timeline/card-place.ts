import { createContext, useContext } from "react";
import type { Address } from "@/lib/identity/core/address.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";

/** Where a message stands that is more than words: what it may do depends on it. */
export type CardPlace = {
  thread: ThreadKey;
  /** One's own account in it. */
  self: Address;
  /** Whether this person wants to hear from here: strangers' messages ask nobody for anything. */
  isAccepted: boolean;
};

export const CardPlaceContext = createContext<CardPlace | undefined>(undefined);

/** Undefined where a message stands in no conversation, as in a quote or a preview. */
export function useCardPlace(): CardPlace | undefined {
  return useContext(CardPlaceContext);
}
