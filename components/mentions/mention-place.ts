import { createContext, useContext } from "react";
import type { Address } from "@/lib/identity/core/address.ts";
import type { Mentionable } from "@/lib/mentions/core/mentions.ts";

/** Who may be meant by a mention in a conversation. Nobody is looked up for it. */
export type MentionPlace = {
  me: Mentionable;
  /** Those in the conversation. */
  members: readonly Mentionable[];
  /** Others whom this person writes with. */
  others: readonly Mentionable[];
  addressOf: (name: string) => Address | undefined;
  nameOf: (address: Address) => string | undefined;
};

export const MentionPlaceContext = createContext<MentionPlace | undefined>(undefined);

/** Undefined where a text stands in no conversation. */
export function useMentionPlaceHere(): MentionPlace | undefined {
  return useContext(MentionPlaceContext);
}
