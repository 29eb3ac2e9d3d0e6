"use client";

import { useTranslations } from "use-intl";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { GroupMember, GroupRecord } from "@/lib/messaging/core/group.ts";
import { isolated, Sentence } from "../ui/isolate.tsx";

/** So many are named under a group's name; a line has no room for more. */
const MOST_NAMED = 8;

type GroupLineProps = {
  group: GroupRecord;
  self: InboxId | undefined;
  nameOf: (inboxId: InboxId) => string;
};

/** Who is in a group, in a line that ends where there is no room. */
export function GroupLine({ group, self, nameOf }: GroupLineProps) {
  const t = useTranslations("group.header");
  const count = group.members.length;
  const named = namedMembers(group, self).map(({ inboxId }) => isolated(nameOf(inboxId)));
  const names = named.join(", ");
  return (
    <p className="foreign truncate">
      <Sentence text={named.length > 0 ? t("people", { count, names }) : t("count", { count })} />
    </p>
  );
}

/** Whom the line names: the others first, as it is about them. */
export function namedMembers(
  group: GroupRecord | undefined,
  self: InboxId | undefined,
): readonly GroupMember[] {
  return group?.members.filter(({ inboxId }) => inboxId !== self).slice(0, MOST_NAMED) ?? [];
}
