"use client";

import { LogOut, UserPlus } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { type GroupRecord, mayDo } from "@/lib/messaging/core/group.ts";
import { useOwnInboxId } from "@/lib/react/use-own-inbox-id.ts";
import { DetailsPart } from "../shell/details-part.tsx";
import { Button } from "../ui/button.tsx";
import { useChunk } from "../ui/chunk.ts";
import type { EditedText } from "./edit-text-dialog.tsx";
import type { OpenDialog } from "./group-dialogs.tsx";
import { dialogsChunk } from "./lazy-dialogs.ts";
import { MemberRow } from "./member-row.tsx";
import { PicturePart } from "./picture-part.tsx";
import { SmallButton } from "./small-button.tsx";
import { TimerPart } from "./timer-part.tsx";
import { usePeople } from "./use-people.ts";

/** So many people are in sight before one asks for all. */
const IN_SIGHT = 6;

type GroupDetailsProps = {
  group: GroupRecord;
  self: Address;
  /** Of a request nothing is loaded. */
  isAccepted: boolean;
};

/** What a group is, who is in it, and what one may change about it. */
export function GroupDetails({ group, self, isAccepted }: GroupDetailsProps) {
  const t = useTranslations("group.details");
  const ownInboxId = useOwnInboxId();
  const [open, setOpen] = useState<OpenDialog>();
  const [memberId, setMemberId] = useState<InboxId>();
  const isIn = group.standing === "member" && ownInboxId !== undefined;
  const may = (action: Parameters<typeof mayDo>[2]) => isIn && mayDo(group, ownInboxId, action);
  const Dialogs = useChunk(dialogsChunk);
  useEffect(() => dialogsChunk.load(), []);
  const edit = (field: EditedText) => () => setOpen({ kind: "text", field });

  return (
    <>
      <TextParts group={group} may={may} onEdit={edit} />
      <DetailsPart title={t("people", { count: group.members.length })}>
        <FirstMembers group={group} onOpen={setMemberId} />
        <div className="flex flex-wrap gap-2">
          {group.members.length > IN_SIGHT && (
            <SmallButton onClick={() => setOpen({ kind: "members" })}>{t("everybody")}</SmallButton>
          )}
          {may("add") && (
            <SmallButton onClick={() => setOpen({ kind: "add" })}>
              <UserPlus aria-hidden="true" size={15} />
              {t("add")}
            </SmallButton>
          )}
        </div>
      </DetailsPart>
      <TimerPart
        threadKey={group.key}
        disappearAfterMs={group.disappearAfterMs}
        mayChange={may("disappearing")}
      />
      {(group.pictureUrl || may("picture")) && (
        <PicturePart
          group={group}
          isAccepted={isAccepted}
          onEdit={may("picture") ? edit("picture") : undefined}
        />
      )}
      <DetailsPart title={t("permissions")}>
        <p className="text-sm text-soft">{t("permissionsBody")}</p>
        <SmallButton onClick={() => setOpen({ kind: "permissions" })}>
          {t("showPermissions")}
        </SmallButton>
      </DetailsPart>
      {isIn && (
        <Button
          look="danger"
          className="-ml-4 self-start"
          onClick={() => setOpen({ kind: "leave" })}
        >
          <LogOut aria-hidden="true" size={16} />
          {t("leave")}
        </Button>
      )}
      {Dialogs && (
        <Dialogs
          open={open}
          memberId={memberId}
          group={group}
          self={self}
          onMember={setMemberId}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}

function FirstMembers({
  group,
  onOpen,
}: {
  group: GroupRecord;
  onOpen: (inboxId: InboxId) => void;
}) {
  const shown = group.members.slice(0, IN_SIGHT);
  const people = usePeople(shown);
  return (
    <ul className="-mx-2 flex flex-col">
      {shown.map((member) => (
        <li key={member.inboxId}>
          <MemberRow member={member} people={people} onOpen={() => onOpen(member.inboxId)} />
        </li>
      ))}
    </ul>
  );
}

type TextPartsProps = {
  group: GroupRecord;
  may: (field: EditedText) => boolean;
  onEdit: (field: EditedText) => () => void;
};

/** Name and description: what there is, and the ways to change it. */
function TextParts({ group, may, onEdit }: TextPartsProps) {
  const t = useTranslations("group.details");
  return (
    <>
      {may("name") && (
        <SmallButton onClick={onEdit("name")} className="-mt-3 self-center">
          {t(group.name ? "editName" : "addName")}
        </SmallButton>
      )}
      {(group.description || may("description")) && (
        <DetailsPart title={t("description")}>
          {group.description && (
            <p dir="auto" className="foreign whitespace-pre-line text-sm">
              {group.description}
            </p>
          )}
          {may("description") && (
            <SmallButton onClick={onEdit("description")}>
              {t(group.description ? "edit" : "addDescription")}
            </SmallButton>
          )}
        </DetailsPart>
      )}
    </>
  );
}
