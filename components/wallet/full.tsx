"use client";

import { useTranslations } from "use-intl";
import { shortAddress } from "@/lib/identity/core/address.ts";
import type { InstallationId } from "@/lib/identity/core/ids.ts";
import {
  canReplaceDevice,
  type Installation,
  MAX_UPDATES,
  updatesLeft,
} from "@/lib/identity/core/inbox-use.ts";
import type { SessionState } from "@/lib/identity/core/session.ts";
import { DeviceChoices } from "../devices/device-choices.tsx";
import { Button } from "../ui/button.tsx";
import { AccountLine } from "./account-line.tsx";
import { ErrorSentence } from "./error-sentence.tsx";
import { Worn } from "./worn.tsx";

type FullProps = {
  state: Extract<SessionState, { kind: "full" }>;
  /** Kept outside: somebody who says no in the wallet has chosen already. */
  chosen: ReadonlySet<InstallationId>;
  onChoose: (chosen: ReadonlySet<InstallationId>) => void;
  onRevoke: (installationIds: readonly InstallationId[]) => void;
  onOtherWallet: () => void;
};

/** The way out of an inbox with ten devices: choose which go, and the sign-in goes on. */
export function Full(props: FullProps) {
  const { state, chosen, onChoose, onRevoke, onOtherWallet } = props;
  const { address, use, error } = state;
  const t = useTranslations("wallet");
  if (!canReplaceDevice(use))
    return (
      <Worn address={address} title={t("full.title")} onOtherWallet={onOtherWallet}>
        {t("full.worn", { left: updatesLeft(use), most: MAX_UPDATES })}
      </Worn>
    );
  const isThere = ({ id }: Installation) => chosen.has(id);
  const going = use.installations.filter(isThere).map(({ id }) => id);
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
        onChange={onChoose}
      />
      <p className="text-faint text-sm">
        {t("full.costs", { used: use.updateCount, most: MAX_UPDATES })}
      </p>
      <Button size="large" disabled={going.length === 0} onClick={() => onRevoke(going)}>
        {t("full.action", { count: going.length })}
      </Button>
      <Button look="quiet" onClick={onOtherWallet}>
        {t("otherWallet")}
      </Button>
    </>
  );
}
