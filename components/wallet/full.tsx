"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { shortAddress } from "@/lib/identity/core/address.ts";
import type { InstallationId } from "@/lib/identity/core/ids.ts";
import type { SessionState } from "@/lib/identity/core/session.ts";
import { DeviceChoices } from "../devices/device-choices.tsx";
import { Button } from "../ui/button.tsx";
import { AccountLine } from "./account-line.tsx";
import { ErrorSentence } from "./error-sentence.tsx";

type FullProps = {
  state: Extract<SessionState, { kind: "full" }>;
  onRevoke: (installationIds: readonly InstallationId[]) => void;
  onOtherWallet: () => void;
};

/** The way out of an inbox with ten devices: choose which go, and the sign-in goes on. */
export function Full({ state, onRevoke, onOtherWallet }: FullProps) {
  const { address, use, error } = state;
  const t = useTranslations("wallet");
  const [chosen, setChosen] = useState<ReadonlySet<InstallationId>>(new Set());
  return (
    <>
      <AccountLine label={t("explain.as")} address={address} />
      {error && <ErrorSentence error={error} />}
      <h3 className="font-semibold">{t("full.title")}</h3>
      <p className="text-soft">{t("full.body")}</p>
      {use.recovery && use.recovery !== address && (
        <p className="rounded-xl bg-warning-tint p-3 text-sm">
          {t("full.recovery", { address: shortAddress(use.recovery) })}
        </p>
      )}
      <DeviceChoices
        label={t("full.choose")}
        installations={use.installations}
        chosen={chosen}
        onChange={setChosen}
      />
      <p className="text-faint text-sm">{t("full.costs")}</p>
      <Button size="large" disabled={chosen.size === 0} onClick={() => onRevoke([...chosen])}>
        {t("full.action", { count: chosen.size })}
      </Button>
      <Button look="quiet" onClick={onOtherWallet}>
        {t("otherWallet")}
      </Button>
    </>
  );
}
