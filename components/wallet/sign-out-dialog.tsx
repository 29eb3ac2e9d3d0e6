"use client";

import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import type { Address } from "@/lib/identity/core/address.ts";
import type { KnownAccount } from "@/lib/react/use-accounts.ts";
import { useSession } from "@/lib/react/use-session.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { personName } from "../ui/names.ts";
import { AccountLine } from "./account-line.tsx";

const CHOICES = ["keep", "erase"] as const;
type Choice = (typeof CHOICES)[number];

type SignOutDialogProps = {
  open: boolean;
  onClose: () => void;
  self: Address;
  /** Who is signed in here besides, and goes on. */
  next: KnownAccount | undefined;
};

/** Signing out, with what stays on this device as the person wants it. */
export function SignOutDialog({ open, onClose, self, next }: SignOutDialogProps) {
  const t = useTranslations("wallet.signOut");
  return (
    <Dialog open={open} onClose={onClose} title={t("title")}>
      <Choices onClose={onClose} self={self} next={next} />
    </Dialog>
  );
}

/** Asked anew each time the dialog opens: the harmless choice is the first one again. */
function Choices({ onClose, self, next }: Omit<SignOutDialogProps, "open">) {
  const t = useTranslations("wallet.signOut");
  const tCommon = useTranslations("common");
  const { signOut } = useSession();
  const [choice, setChoice] = useState<Choice>("keep");
  const leave = () => signOut({ erase: choice === "erase" });
  return (
    <>
      {next && <AccountLine label={t("who")} address={self} />}
      <fieldset className="flex flex-col gap-2">
        <legend className="sr-only">{t("title")}</legend>
        {CHOICES.map((value) => (
          <ChoiceRow
            key={value}
            label={t(value)}
            hint={t(`${value}Hint`)}
            isChosen={choice === value}
            onChoose={() => setChoice(value)}
          />
        ))}
      </fieldset>
      {next && (
        <p className="foreign text-soft text-sm">
          {t("next", { account: personName(next.address, next.name) })}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button look="quiet" onClick={onClose}>
          {tCommon("cancel")}
        </Button>
        <Button look={choice === "erase" ? "danger" : "primary"} onClick={leave}>
          {t("action")}
        </Button>
      </div>
    </>
  );
}

type ChoiceRowProps = { label: string; hint: string; isChosen: boolean; onChoose: () => void };

function ChoiceRow({ label, hint, isChosen, onChoose }: ChoiceRowProps) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className="flex cursor-pointer gap-3 rounded-xl border border-rule p-3 has-checked:border-accent has-checked:bg-selected"
    >
      <input
        id={id}
        type="radio"
        name="sign-out"
        checked={isChosen}
        onChange={onChoose}
        aria-describedby={`${id}-hint`}
        className="mt-1"
      />
      <span className="flex flex-col gap-0.5">
        <span className="font-semibold">{label}</span>
        <span id={`${id}-hint`} className="text-soft text-sm">
          {hint}
        </span>
      </span>
    </label>
  );
}
