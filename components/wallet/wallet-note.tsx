"use client";

import { Unplug, X } from "lucide-react";
import { useTranslations } from "use-intl";
import { shortAddress } from "@/lib/identity/core/address.ts";
import { useAccounts, useSwitchAccount } from "@/lib/react/use-accounts.ts";
import { useSession } from "@/lib/react/use-session.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";

/** The wallet went its own way; the session did not. A quiet word, and a way to follow it. */
export function WalletNote() {
  const t = useTranslations("wallet.note");
  const { state, dismissNote, useNewAccount: signInAnew } = useSession();
  const switchTo = useSwitchAccount();
  const accounts = useAccounts();
  if (state.kind !== "ready" || !state.walletNote) return null;
  const { address: self, walletNote } = state;
  const address = walletNote.kind === "other-account" ? walletNote.address : undefined;
  const other = address && shortAddress(address);
  const known = accounts.find((account) => account.address === address);
  return (
    <Banner
      tone="neutral"
      icon={<Unplug aria-hidden="true" size={16} />}
      actions={
        <>
          {other && !state.isTemporary && (
            <Button
              look="secondary"
              size="small"
              aria-label={`${t("switch")}: ${t("switchTo", { address: other })}`}
              onClick={() => (known ? switchTo(known) : signInAnew())}
            >
              {t("switch")}
            </Button>
          )}
          <IconButton label={t("dismiss")} onClick={dismissNote} className="-my-2 -mr-2">
            <X aria-hidden="true" size={16} />
          </IconButton>
        </>
      }
    >
      {other ? t("otherAccount", { address: other, self: shortAddress(self) }) : t("disconnected")}
    </Banner>
  );
}
