"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import {
  type GroupMember,
  type GroupRecord,
  isLastSuperAdmin,
  problemWith,
} from "@/lib/messaging/core/group.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SELECT_CLASS } from "../ui/select.ts";
import { Spinner } from "../ui/spinner.tsx";
import { ErrorSentence } from "../wallet/error-sentence.tsx";
import { useGroupTask } from "./use-group-task.ts";
import { type People, usePeople } from "./use-people.ts";

type LeaveDialogProps = { open: boolean; group: GroupRecord; onClose: () => void };

/** What leaving a group means, and who takes over from its only super admin. */
export function LeaveDialog({ open, group, onClose }: LeaveDialogProps) {
  const t = useTranslations("group.leave");
  return (
    <Dialog open={open} onClose={onClose} title={t("title")}>
      <Leaving group={group} onClose={onClose} />
    </Dialog>
  );
}

function Leaving({ group, onClose }: Omit<LeaveDialogProps, "open">) {
  const t = useTranslations("group.leave");
  const tCommon = useTranslations("common");
  const people = usePeople(group.members);
  const { self } = people;
  const task = useGroupTask(group.key);
  const others = group.members.filter(({ inboxId }) => inboxId !== self);
  const [chosen, setChosen] = useState<InboxId>();
  // An admin is who one would ask first.
  const successor = chosen ?? others[0]?.inboxId;
  const isLast = self !== undefined && isLastSuperAdmin(group, self);
  if (self && problemWith({ kind: "leave" }, group, self) === "group.alone")
    return <p className="text-base text-soft">{t("alone")}</p>;
  const leave = async () => {
    if (isLast && successor) {
      const role = { kind: "role", inboxId: successor, role: "super-admin" } as const;
      if (!(await task.change(role))) return;
    }
    if (await task.change({ kind: "leave" })) onClose();
  };
  return (
    <>
      <p className="text-base text-soft">{t("body")}</p>
      <p className="text-sm text-soft">{t("request")}</p>
      {isLast && (
        <Successor members={others} people={people} value={successor} onChange={setChosen} />
      )}
      <div className="flex flex-col gap-2">
        <Button look="danger" onClick={() => void leave()} aria-disabled={task.isBusy}>
          {task.isBusy && <Spinner />}
          {t(isLast ? "submitWith" : "submit")}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {tCommon("cancel")}
        </Button>
      </div>
      {task.error && <ErrorSentence error={task.error} />}
    </>
  );
}

type SuccessorProps = {
  members: readonly GroupMember[];
  people: People;
  value: InboxId | undefined;
  onChange: (inboxId: InboxId) => void;
};

function Successor({ members, people, value, onChange }: SuccessorProps) {
  const t = useTranslations("group.leave");
  return (
    <label className="flex flex-col gap-1.5">
      <span className="text-sm">{t("successor")}</span>
      <select
        aria-label={t("choose")}
        value={value}
        onChange={(event) => {
          const chosen = members.find(({ inboxId }) => inboxId === event.target.value);
          if (chosen) onChange(chosen.inboxId);
        }}
        className={SELECT_CLASS}
      >
        {members.map((member) => (
          <option key={member.inboxId} value={member.inboxId}>
            {people.nameOf(member)}
          </option>
        ))}
      </select>
    </label>
  );
}
