"use client";

import { LogOut, UserPlus } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
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
import { TimerPart } from "./timer-part.tsx";
import { usePeople } from "./use-people.ts";

/** So many people are in sight before one asks for all. */
const IN_SIGHT = 6;

type GroupDetailsProps = { group: GroupRecord; self: Address };

/** What a group is, who is in it, and what one may change about it. */
export function GroupDetails({ group, self }: GroupDetailsProps) {
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
            <Small onClick={() => setOpen({ kind: "members" })}>{t("everybody")}</Small>
          )}
          {may("add") && (
            <Small onClick={() => setOpen({ kind: "add" })}>
              <UserPlus aria-hidden="true" size={15} />
              {t("add")}
            </Small>
          )}
        </div>
      </DetailsPart>
      <TimerPart
        threadKey={group.key}
        disappearAfterMs={group.disappearAfterMs}
        mayChange={may("disappearing")}
      />
      <DetailsPart title={t("permissions")}>
        <p className="text-sm text-soft">{t("permissionsBody")}</p>
        <Small onClick={() => setOpen({ kind: "permissions" })}>{t("showPermissions")}</Small>
      </DetailsPart>
      {isIn && (
        <Button look="danger" className="self-start" onClick={() => setOpen({ kind: "leave" })}>
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

/** Name, description and picture: what there is, and the ways to change it. */
function TextParts({ group, may, onEdit }: TextPartsProps) {
  const t = useTranslations("group.details");
  return (
    <>
      {may("name") && (
        <Small onClick={onEdit("name")} className="-mt-3 self-center">
          {t(group.name ? "editName" : "addName")}
        </Small>
      )}
      {(group.description || may("description")) && (
        <DetailsPart title={t("description")}>
          {group.description && (
            <p dir="auto" className="foreign whitespace-pre-line text-sm">
              {group.description}
            </p>
          )}
          {may("description") && (
            <Small onClick={onEdit("description")}>
              {t(group.description ? "edit" : "addDescription")}
            </Small>
          )}
        </DetailsPart>
      )}
      {(group.pictureUrl || may("picture")) && (
        <DetailsPart title={t("picture")}>
          {group.pictureUrl && (
            <p dir="ltr" className="foreign line-clamp-3 font-mono text-xs">
              {group.pictureUrl}
            </p>
          )}
          <p className="text-faint text-xs">
            {t(group.pictureUrl ? "pictureHint" : "pictureNone")}
          </p>
          {may("picture") && (
            <Small onClick={onEdit("picture")}>{t(group.pictureUrl ? "edit" : "addPicture")}</Small>
          )}
        </DetailsPart>
      )}
    </>
  );
}

type SmallProps = { onClick: () => void; className?: string; children: ReactNode };

function Small({ onClick, className = "self-start", children }: SmallProps) {
  return (
    <Button look="secondary" size="small" onClick={onClick} className={className}>
      {children}
    </Button>
  );
}
