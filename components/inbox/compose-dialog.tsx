"use client";

import type { FormEvent } from "react";
import { useTranslations } from "use-intl";
import type { Address } from "@/lib/identity/core/address.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { FoundRecipient } from "./found-recipient.tsx";
import { CopyInvitation } from "./invitation.tsx";
import { type OpenRecipient, useRecipient } from "./use-recipient.ts";

type ComposeDialogProps = {
  open: boolean;
  onClose: () => void;
  /** One's own address: the conversation with it does not exist. */
  self: Address;
  onOpen: OpenRecipient;
};

/** A new conversation: one field for an address or a name. */
export function ComposeDialog({ open, onClose, self, onOpen }: ComposeDialogProps) {
  const t = useTranslations("inbox.compose");
  return (
    <Dialog open={open} onClose={onClose} title={t("title")}>
      <ComposeForm self={self} onOpen={onOpen} />
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
      <Field
        label={t("label")}
        hint={t("hint")}
        error={problem && !isUnregistered ? tErrors(problem) : undefined}
        value={recipient.text}
        onChange={(event) => recipient.write(event.target.value)}
        placeholder="0x… / ana.eth"
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        className="font-mono text-sm"
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
