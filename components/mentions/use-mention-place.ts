import { useMemo } from "react";
import type { Address } from "@/lib/identity/core/address.ts";
import type { Mentionable } from "@/lib/mentions/core/mentions.ts";
import type { Thread } from "@/lib/messaging/core/view.ts";
import { useInboxRows } from "@/lib/react/use-inbox-rows.ts";
import { useAllNames } from "@/lib/react/use-names.ts";
import type { MentionPlace } from "./mention-place.ts";

/** Who can be mentioned in a conversation, by what is known of them now. */
export function useMentionPlace(thread: Thread, self: Address): MentionPlace {
  const { rows } = useInboxRows();
  const names = useAllNames();
  const { peer, senders, group } = thread;
  return useMemo(() => {
    const toPerson = (address: Address): Mentionable => ({
      address,
      name: names.get(address)?.name,
    });
    const inGroup = group?.members.flatMap(({ address }) => address ?? []);
    const inThread = peer ? [peer.address] : (inGroup ?? [...(senders?.values() ?? [])]);
    const friends = rows.flatMap((row) =>
      row.peer && row.consent === "allowed" ? row.peer.address : [],
    );
    const isOther = (address: Address) => address !== self;
    const bearers = new Map(
      [...names].map(([address, { name }]) => [name.toLowerCase(), address] as const),
    );
    return {
      me: toPerson(self),
      members: inThread.filter(isOther).map(toPerson),
      others: friends.filter(isOther).map(toPerson),
      addressOf: (name) => bearers.get(name),
      nameOf: (address) => names.get(address)?.name,
    };
  }, [peer, senders, group, rows, names, self]);
}
