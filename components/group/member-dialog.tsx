"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import {
  type GroupEdit,
  type GroupMember,
  type GroupRecord,
  problemWith,
  type Role,
} from "@/lib/messaging/core/group.ts";
import { NameNotes } from "../name/name-notes.tsx";
import { PlaceLink } from "../place/place-link.tsx";
import { AddressGroups } from "../ui/address-groups.tsx";
import { Button, buttonClass } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { ErrorSentence } from "../wallet/error-sentence.tsx";
import { ExplainedChoice } from "./explained-choice.tsx";
import { useGroupTask } from "./use-group-task.ts";
import { type People, usePeople } from "./use-people.ts";

const ROLES = [
  ["member", "memberHint"],
  ["admin", "adminHint"],
  ["super-admin", "superHint"],
] as const;

type MemberDialogProps = {
  /** As they are in the group now; nobody when it is closed, or when they have left. */
  member: GroupMember | undefined;
  group: GroupRecord;
  onClose: () => void;
};

/** Who somebody in a group is in full, and what may be done about them there. */
export function MemberDialog({ member, group, onClose }: MemberDialogProps) {
  const shown = member ? [member] : [];
  const people = usePeople(shown);
  return (
    <Dialog
      open={member !== undefined}
      onClose={onClose}
      title={member ? people.nameOf(member) : ""}
    >
      {member && <Member member={member} group={group} people={people} onClose={onClose} />}
    </Dialog>
  );
}

type MemberProps = Omit<MemberDialogProps, "member"> & { member: GroupMember; people: People };

function Member({ member, group, people, onClose }: MemberProps) {
  const t = useTranslations("group.member");
  const tCommon = useTranslations("common");
  const { address, inboxId } = member;
  const isSelf = inboxId === people.self;
  return (
    <>
      <NameNotes name={people.shownName(member)} />
      {address && (
        <div className="flex items-start gap-1">
          <AddressGroups address={address} />
          <CopyButton label={tCommon("copyAddress")} text={address} className="-my-2.5 -mr-2.5" />
        </div>
      )}
      {address && !isSelf && (
        <PlaceLink href={`/dm/${address}`} onClick={onClose} className={buttonClass("secondary")}>
          <span className="foreign">{t("write", { name: people.nameOf(member) })}</span>
        </PlaceLink>
      )}
      <RoleChoice member={member} group={group} people={people} />
      {!isSelf && <Removal member={member} group={group} people={people} onClose={onClose} />}
    </>
  );
}

function RoleChoice({ member, group, people }: Omit<MemberProps, "onClose">) {
  const t = useTranslations("group");
  const { inboxId, role } = member;
  const task = useGroupTask(group.key);
  const [wanted, setWanted] = useState<Role>();
  const chosen = wanted ?? role;
  const save = () => task.change({ kind: "role", inboxId, role: chosen });
  // What has come true, by whomever, is no wish any more.
  if (wanted === role) setWanted(undefined);
  const problemOf = (to: Role) =>
    people.self && problemWith({ kind: "role", inboxId, role: to }, group, people.self);
  const isFixed = ROLES.every(([each]) => each === role || problemOf(each) !== undefined);
  const isLast = problemOf("member") === "group.last-super-admin";
  return (
    <div className="flex flex-col gap-2">
      <ExplainedChoice
        legend={t("member.role")}
        value={chosen}
        isDisabled={isFixed}
        options={ROLES.map(([value, hint]) => ({
          value,
          label: t(`roles.${value}`),
          hint: t(`member.${hint}`),
          isDisabled: value !== role && problemOf(value) !== undefined,
        }))}
        onChange={setWanted}
      />
      {chosen !== role && (
        <Button onClick={() => void save()} aria-disabled={task.isBusy}>
          {task.isBusy && <Spinner />}
          {t("member.save")}
        </Button>
      )}
      {isFixed && (
        <p className="px-2 text-faint text-xs">{t(isLast ? "member.onlySuper" : "member.fixed")}</p>
      )}
      {task.error && <ErrorSentence error={task.error} />}
    </div>
  );
}

function Removal({ member, group, people, onClose }: MemberProps) {
  const t = useTranslations("group.member");
  const tCommon = useTranslations("common");
  const [isAsking, setIsAsking] = useState(false);
  const task = useGroupTask(group.key);
  const edit: GroupEdit = { kind: "remove", inboxIds: [member.inboxId] };
  const isForbidden = !people.self || problemWith(edit, group, people.self) !== undefined;
  if (isForbidden) {
    const isSuper = member.role === "super-admin" && people.self !== undefined;
    return isSuper ? <p className="text-faint text-xs">{t("leaveSuper")}</p> : null;
  }
  if (!isAsking) {
    return (
      <Button look="danger" onClick={() => setIsAsking(true)}>
        {t(member.isLeaving ? "letGo" : "remove")}
      </Button>
    );
  }
  const remove = async () => {
    if (await task.change(edit)) onClose();
  };
  return (
    <section className="flex flex-col gap-3 rounded-xl bg-sunken p-3">
      <h3 className="foreign font-semibold">{t("removeTitle", { name: people.nameOf(member) })}</h3>
      <p className="text-sm text-soft">{t(member.isLeaving ? "letGoBody" : "removeBody")}</p>
      <div className="flex flex-wrap gap-2">
        <Button look="danger" onClick={() => void remove()} aria-disabled={task.isBusy}>
          {task.isBusy && <Spinner />}
          {t(member.isLeaving ? "letGo" : "remove")}
        </Button>
        <Button look="quiet" onClick={() => setIsAsking(false)}>
          {tCommon("cancel")}
        </Button>
      </div>
      {task.error && <ErrorSentence error={task.error} />}
    </section>
  );
}
