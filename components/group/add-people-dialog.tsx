"use client";

import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import type { Address } from "@/lib/identity/core/address.ts";
import type { GroupRecord } from "@/lib/messaging/core/group.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { ErrorSentence } from "../wallet/error-sentence.tsx";
import { PeopleField } from "./people-field.tsx";
import { useGroupTask } from "./use-group-task.ts";
import type { Picked } from "./use-picker.ts";

type AddPeopleDialogProps = {
  open: boolean;
  group: GroupRecord;
  self: Address;
  onClose: () => void;
};

/** More people for a group that is there. */
export function AddPeopleDialog({ open, onClose, ...rest }: AddPeopleDialogProps) {
  const t = useTranslations("group.addPeople");
  return (
    <Dialog open={open} onClose={onClose} title={t("title")}>
      <AddPeople {...rest} onClose={onClose} />
    </Dialog>
  );
}

function AddPeople({ group, self, onClose }: Omit<AddPeopleDialogProps, "open">) {
  const t = useTranslations("group.addPeople");
  const [picked, setPicked] = useState<readonly Picked[]>([]);
  const task = useGroupTask(group.key);
  const members = useMemo(
    () => new Set(group.members.map(({ inboxId }) => inboxId)),
    [group.members],
  );
  const add = async () => {
    if (picked.length === 0) return;
    const inboxIds = picked.map(({ inboxId }) => inboxId);
    if (await task.change({ kind: "add", inboxIds })) onClose();
  };
  return (
    <>
      <p className="text-sm text-soft">{t("body")}</p>
      <PeopleField self={self} picked={picked} onChange={setPicked} members={members} />
      {task.error && <ErrorSentence error={task.error} />}
      <Button
        onClick={() => void add()}
        aria-disabled={task.isBusy || picked.length === 0}
        className="aria-disabled:opacity-50"
      >
        {task.isBusy && <Spinner />}
        {t("submit", { count: picked.length })}
      </Button>
    </>
  );
}
