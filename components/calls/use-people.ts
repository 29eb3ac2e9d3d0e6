import { useCallback, useMemo } from "react";
import type { Address } from "@/lib/identity/core/address.ts";
import { type InboxId, shortInboxId } from "@/lib/identity/core/ids.ts";
import type { CallsView } from "@/lib/react/use-calls.ts";
import { useNames } from "@/lib/react/use-names.ts";
import { personName } from "../ui/names.ts";

export type People = {
  nameOf: (inboxId: InboxId) => string;
  addressOf: (inboxId: InboxId) => Address | undefined;
};

/** What those are called who are in calls of groups. */
export function usePeople({ group: { addresses } }: CallsView): People {
  const names = useNames(useMemo(() => [...addresses.values()], [addresses]));
  const addressOf = useCallback((inboxId: InboxId) => addresses.get(inboxId), [addresses]);
  const nameOf = useCallback(
    (inboxId: InboxId) => {
      const address = addresses.get(inboxId);
      return address ? personName(address, names.get(address)?.name) : shortInboxId(inboxId);
    },
    [addresses, names],
  );
  return useMemo(() => ({ nameOf, addressOf }), [nameOf, addressOf]);
}
