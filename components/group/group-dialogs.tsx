"use client";

import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { GroupRecord } from "@/lib/messaging/core/group.ts";
import { AddPeopleDialog } from "./add-people-dialog.tsx";
import { type EditedText, EditTextDialog } from "./edit-text-dialog.tsx";
import { LeaveDialog } from "./leave-dialog.tsx";
import { MemberDialog } from "./member-dialog.tsx";
import { MembersDialog } from "./members-dialog.tsx";
import { PermissionsDialog } from "./permissions-dialog.tsx";

/** Which of them is open. */
export type OpenDialog =
  | { kind: "text"; field: EditedText }
  | { kind: "members" | "add" | "permissions" | "leave" };

type GroupDialogsProps = {
  open: OpenDialog | undefined;
  /** Who is looked at, over whatever else is open. */
  memberId: InboxId | undefined;
  group: GroupRecord;
  self: Address;
  onMember: (inboxId: InboxId | undefined) => void;
  onClose: () => void;
};

/** All that opens from the details of a group. */
export function GroupDialogs(props: GroupDialogsProps) {
  const { open, memberId, group, self, onMember, onClose } = props;
  const isOpen = (kind: OpenDialog["kind"]) => open?.kind === kind;
  return (
    <>
      <EditTextDialog
        field={open?.kind === "text" ? open.field : undefined}
        group={group}
        onClose={onClose}
      />
      <AddPeopleDialog open={isOpen("add")} group={group} self={self} onClose={onClose} />
      <PermissionsDialog open={isOpen("permissions")} group={group} onClose={onClose} />
      <LeaveDialog open={isOpen("leave")} group={group} onClose={onClose} />
      <MembersDialog
        open={isOpen("members")}
        group={group}
        onClose={onClose}
        onOpen={({ inboxId }) => onMember(inboxId)}
      />
      <MemberDialog
        member={group.members.find(({ inboxId }) => inboxId === memberId)}
        group={group}
        onClose={() => onMember(undefined)}
      />
    </>
  );
}
