"use client";

import { useTranslations } from "use-intl";
import { type Address, shortAddress } from "@/lib/identity/core/address.ts";
import { type InboxUse, updatesLeft } from "@/lib/identity/core/inbox-use.ts";
import { type PlannedChange, useInboxChange } from "@/lib/react/use-inbox-change.ts";
import { useWalletOptions } from "@/lib/react/use-wallet-options.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { AccountLine } from "../wallet/account-line.tsx";
import { ChooseWallet } from "../wallet/choose-wallet.tsx";
import { ErrorSentence } from "../wallet/error-sentence.tsx";
import { OwnersNote } from "../wallet/owners-note.tsx";

/** A change that waits for a yes: what it does, in words, and who has to sign it. */
export type ProposedChange = {
  title: string;
  consequences: string;
  /** Undefined when the wallet that signs is the one that the change is about. */
  signer?: Address;
  plan: PlannedChange;
  /** What is said when it is done. */
  done: string;
  /** What is to happen then. */
  afterwards?: () => void;
};

type SignChangeDialogProps = {
  change: ProposedChange;
  use: InboxUse;
  onClose: () => void;
  onDone: () => void;
};

/** What a change does, before a wallet is asked to sign it; then the choice of the wallet. */
export function SignChangeDialog({ change, use, onClose, onDone }: SignChangeDialogProps) {
  return (
    <Dialog open onClose={onClose} title={change.title}>
      <SignChange change={change} use={use} onDone={onDone} />
    </Dialog>
  );
}

type SignChangeProps = Pick<SignChangeDialogProps, "use" | "onDone"> & {
  change: Pick<ProposedChange, "consequences" | "signer" | "plan">;
};

/** The same where a dialog is open already. */
export function SignChange({ change, use, onDone }: SignChangeProps) {
  const t = useTranslations("settings.sign");
  const tCommon = useTranslations("common");
  const wallets = useWalletOptions();
  const { state, carryOut, cancel } = useInboxChange(onDone);
  const { signer } = change;
  if (state.kind === "signing" || state.kind === "done") {
    return (
      <>
        <div role="status" className="flex flex-col gap-4">
          <h3 className="flex items-center gap-3 font-semibold">
            <Spinner />
            {t("waiting")}
          </h3>
          <p className="text-soft">{t("waitingBody")}</p>
        </div>
        <OwnersNote isContract={false} />
        <Button look="secondary" onClick={cancel}>
          {tCommon("cancel")}
        </Button>
      </>
    );
  }
  return (
    <>
      <p className="foreign text-soft">{change.consequences}</p>
      {signer ? (
        <AccountLine label={t("by")} address={signer} />
      ) : (
        <p className="font-semibold text-sm">{t("byNew")}</p>
      )}
      <p className="text-faint text-sm">{t("costs", { left: updatesLeft(use) })}</p>
      {state.kind === "failed" &&
        (signer && state.error.code === "wallet.wrong-account" ? (
          <p role="alert" className="rounded-xl bg-danger-tint p-3">
            {t("wrong", { needed: shortAddress(signer) })}
          </p>
        ) : (
          <ErrorSentence error={state.error} />
        ))}
      <ChooseWallet wallets={wallets} onChoose={(id) => void carryOut(change.plan, id)} />
    </>
  );
}
