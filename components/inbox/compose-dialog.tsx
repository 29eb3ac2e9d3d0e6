"use client";

import { type FormEvent, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { Address } from "@/lib/identity/core/address.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { Button } from "../ui/button.tsx";
import { chunk, useChunk } from "../ui/chunk.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { FoundRecipient } from "./found-recipient.tsx";
import { CopyInvitation } from "./invitation.tsx";
import { RecipientField } from "./recipient-field.tsx";
import { type OpenRecipient, useRecipient } from "./use-recipient.ts";

const createGroup = chunk(
  async () => (await import("../group/create-group-form.tsx")).CreateGroupForm,
);

type ComposeDialogProps = {
  open: boolean;
  onClose: () => void;
  /** One's own address: the conversation with it does not exist. */
  self: Address;
  onOpen: OpenRecipient;
  /** A group was made, and is to be shown. */
  onGroup: (thread: ThreadKey) => void;
};

/** A new conversation: one field for an address or a name, or the way to a group. */
export function ComposeDialog(props: ComposeDialogProps) {
  const { open, onClose, self, onOpen, onGroup } = props;
  const t = useTranslations("inbox.compose");
  const tGroup = useTranslations("group.create");
  const [isGroup, setIsGroup] = useState(false);
  const CreateGroupForm = useChunk(createGroup);
  useEffect(() => {
    if (open) createGroup.load();
  }, [open]);
  const close = () => {
    setIsGroup(false);
    onClose();
  };
  return (
    <Dialog open={open} onClose={close} title={isGroup ? tGroup("way") : t("title")}>
      {!isGroup && <ComposeForm self={self} onOpen={onOpen} />}
      {isGroup && CreateGroupForm && (
        <CreateGroupForm
          self={self}
          onMade={(thread) => {
            setIsGroup(false);
            onGroup(thread);
          }}
        />
      )}
      <Button look="quiet" onClick={() => setIsGroup(!isGroup)}>
        {isGroup ? tGroup("back") : tGroup("way")}
      </Button>
    </Dialog>
  );
}

function ComposeForm({ self, onOpen }: Pick<ComposeDialogProps, "self" | "onOpen">) {
  const t = useTranslations("inbox.compose");
  const tErrors = useTranslations("errors");
  const recipient = useRecipient(self, onOpen);
  const tNames = useTranslations("names.lookUp");
  const { problem, isChecking, lookup } = recipient;
  const isUnregistered = problem === "xmtp.not-registered";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    recipient.submit();
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3">
      <RecipientField
        label={t("label")}
        hint={t("hint")}
        error={problem && !isUnregistered ? tErrors(problem) : undefined}
        value={recipient.text}
        onChange={(event) => recipient.write(event.target.value)}
      />
      {lookup.found && <FoundRecipient found={lookup.found} />}
      {isUnregistered && <NotRegistered />}
      <Button type="submit" aria-disabled={isChecking || lookup.isPending}>
        {(isChecking || lookup.isPending) && <Spinner />}
        {isChecking && t("checking")}
        {lookup.isPending && tNames("pending")}
        {!isChecking && !lookup.isPending && t("submit")}
      </Button>
    </form>
  );
}

/** What to do about somebody who has never signed in. */
function NotRegistered() {
  const t = useTranslations("inbox.compose.notRegistered");
  return (
    <div role="status" className="flex flex-col items-start gap-2 rounded-xl bg-sunken p-3 text-sm">
      <p className="font-semibold">{t("title")}</p>
      <p className="text-soft">{t("body")}</p>
      <CopyInvitation look="secondary" />
    </div>
  );
}
