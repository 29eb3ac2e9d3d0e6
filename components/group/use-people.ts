"use client";

import { useCallback, useMemo } from "react";
import { useTranslations } from "use-intl";
import { type InboxId, shortInboxId } from "@/lib/identity/core/ids.ts";
import type { ShownName } from "@/lib/identity/core/name-book-view.ts";
import type { GroupMember } from "@/lib/messaging/core/group.ts";
import { useNames } from "@/lib/react/use-names.ts";
import { useOwnInboxId } from "@/lib/react/use-own-inbox-id.ts";
import { personName } from "../ui/names.ts";

export type People = {
  self: InboxId | undefined;
  nameOf: (member: GroupMember) => string;
  /** What is to be said about somebody's name. */
  shownName: (member: GroupMember) => ShownName | undefined;
};

/** What members of a group are called. Names are looked up, so give only those that are shown. */
export function usePeople(members: readonly GroupMember[]): People {
  const tCommon = useTranslations("common");
  const self = useOwnInboxId();
  const names = useNames(useMemo(() => members.flatMap(({ address }) => address ?? []), [members]));
  const shownName = useCallback(
    ({ address }: GroupMember) => address && names.get(address),
    [names],
  );
  const nameOf = useCallback(
    (member: GroupMember) => {
      if (member.inboxId === self) return tCommon("you");
      const { address, inboxId } = member;
      return address ? personName(address, shownName(member)?.name) : shortInboxId(inboxId);
    },
    [self, shownName, tCommon],
  );
  return { self, nameOf, shownName };
}
