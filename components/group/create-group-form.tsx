"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { Address } from "@/lib/identity/core/address.ts";
import { MAX_GROUP_TEXT_BYTES } from "@/lib/messaging/core/group.ts";
import { utf8Bytes } from "@/lib/messaging/core/text-limit.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { useGroups } from "@/lib/react/use-groups.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { useTask } from "../ui/use-task.ts";
import { ErrorSentence } from "../wallet/error-sentence.tsx";
import { DisappearChoice } from "./disappear-choice.tsx";
import { PeopleField } from "./people-field.tsx";
import type { Picked } from "./use-picker.ts";

type CreateGroupFormProps = { self: Address; onMade: (thread: ThreadKey) => void };

/** A new group: what it is called, who is in it, and how long its messages stay. */
export function CreateGroupForm({ self, onMade }: CreateGroupFormProps) {
  const t = useTranslations("group.create");
  const { create } = useGroups();
  const [name, setName] = useState("");
  const [picked, setPicked] = useState<readonly Picked[]>([]);
  const [disappearAfterMs, setDisappearAfterMs] = useState<number>();
  const task = useTask<void>();
  const isTooLong = utf8Bytes(name.trim()) > MAX_GROUP_TEXT_BYTES.name;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isTooLong || task.isBusy) return;
    void task.run(async () => {
      const people = picked.map(({ inboxId, address }) => ({ inboxId, address }));
      const timer = disappearAfterMs !== undefined && { disappearAfterMs };
      onMade(await create({ name: name.trim(), people, ...timer }));
    });
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3">
      <Field
        label={t("name")}
        hint={t("nameHint")}
        error={isTooLong ? t("nameTooLong") : undefined}
        value={name}
        onChange={(event) => setName(event.target.value)}
        dir="auto"
        autoComplete="off"
      />
      <PeopleField self={self} picked={picked} onChange={setPicked} />
      <DisappearChoice value={disappearAfterMs} onChange={setDisappearAfterMs} />
      {task.error && <ErrorSentence error={task.error} />}
      <Button type="submit" aria-disabled={task.isBusy || isTooLong}>
        {task.isBusy && <Spinner />}
        {t("submit")}
      </Button>
    </form>
  );
}
