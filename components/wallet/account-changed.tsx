import { useTranslations } from "use-intl";
import { shortAddress } from "@/lib/identity/core/address.ts";
import type { SessionState } from "@/lib/identity/core/session.ts";
import { Button } from "../ui/button.tsx";
import { AccountLine } from "./account-line.tsx";

type AccountChangedProps = {
  state: Extract<SessionState, { kind: "account-changed" }>;
  onNew: () => void;
  onOld: () => void;
};

/** Two accounts where one is meant: which one is said, and the choice is the person's. */
export function AccountChanged({ state, onNew, onOld }: AccountChangedProps) {
  const t = useTranslations("wallet.changed");
  const { from, to, because } = state;
  return (
    <>
      <h3 className="font-semibold">{t("title")}</h3>
      <p role="alert" className="text-soft">
        {t(because)}
      </p>
      <AccountLine label={t("from")} address={from} />
      <AccountLine label={t("to")} address={to} />
      <Button onClick={onNew}>{t("useNew", { address: shortAddress(to) })}</Button>
      <Button look="secondary" onClick={onOld}>
        {t("useOld", { address: shortAddress(from) })}
      </Button>
      <p className="text-faint text-sm">{t("useOldHint")}</p>
    </>
  );
}
