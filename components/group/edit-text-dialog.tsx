"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { type GroupRecord, problemWith } from "@/lib/messaging/core/group.ts";
import { useGroupPictureState } from "@/lib/react/use-group-picture.ts";
import { useOwnInboxId } from "@/lib/react/use-own-inbox-id.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { TextArea } from "../ui/text-area.tsx";
import { ErrorSentence } from "../wallet/error-sentence.tsx";
import { useGroupTask } from "./use-group-task.ts";

export type EditedText = "name" | "description" | "picture";

type EditTextDialogProps = {
  /** Which of them; closed without. */
  field: EditedText | undefined;
  group: GroupRecord;
  onClose: () => void;
};

/** What a group is called, what it is about, or where its picture is. */
export function EditTextDialog({ field, group, onClose }: EditTextDialogProps) {
  const t = useTranslations("group.edit");
  return (
    <Dialog open={field !== undefined} onClose={onClose} title={field ? t(`${field}Title`) : ""}>
      {field && <EditTextForm key={field} field={field} group={group} onClose={onClose} />}
    </Dialog>
  );
}

function EditTextForm({
  field,
  group,
  onClose,
}: Omit<EditTextDialogProps, "field"> & { field: EditedText }) {
  const t = useTranslations("group.edit");
  const tErrors = useTranslations("errors");
  const self = useOwnInboxId();
  const task = useGroupTask(group.key);
  const picture = useGroupPictureState(group);
  const [text, setText] = useState(field === "picture" ? group.pictureUrl : group[field]);
  const edit = { kind: field, value: text.trim() };
  const problem = self && problemWith(edit, group, self);
  const shared = {
    label: t(field),
    hint: t(`${field}Hint`),
    error: problem ? tErrors(problem) : undefined,
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (problem) return;
    if (!(await task.change(edit))) return;
    // Whoever sets it has been there, and wants to see it.
    if (field === "picture" && edit.value) picture.load(edit.value);
    onClose();
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-3">
      {field === "description" ? (
        <TextArea
          {...shared}
          value={text}
          onChange={(event) => setText(event.target.value)}
          dir="auto"
        />
      ) : (
        <Field
          {...shared}
          value={text}
          onChange={(event) => setText(event.target.value)}
          dir={field === "picture" ? "ltr" : "auto"}
          inputMode={field === "picture" ? "url" : "text"}
          autoComplete="off"
          className={field === "picture" ? "font-mono text-sm" : ""}
        />
      )}
      <Button type="submit" aria-disabled={task.isBusy || problem !== undefined}>
        {task.isBusy && <Spinner />}
        {t("save")}
      </Button>
      {task.error && <ErrorSentence error={task.error} />}
    </form>
  );
}
