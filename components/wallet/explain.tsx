import { Coins, FileCheck, History, KeyRound } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Address } from "@/lib/identity/core/address.ts";
import { type InboxUse, MAX_UPDATES, updatesLeft } from "@/lib/identity/core/inbox-use.ts";
import { Button } from "../ui/button.tsx";
import { AccountLine } from "./account-line.tsx";
import { Point } from "./point.tsx";
import { useChainName } from "./use-chain-name.ts";
import { UseNote } from "./use-note.tsx";
import { Worn } from "./worn.tsx";

type ExplainProps = {
  address: Address;
  signatureText: string;
  /** Left out for an inbox that begins with this signature. */
  use?: InboxUse;
  /** The chain on which the account is a contract. */
  contractOn?: number;
  /** It ends with this tab. */
  isTemporary: boolean;
  onSign: () => void;
  onOtherWallet: () => void;
};

/** What the one signature does, before the wallet opens and shows a text that does not say so. */
export function Explain(props: ExplainProps) {
  const { address, signatureText, use, contractOn, isTemporary, onSign, onOtherWallet } = props;
  const t = useTranslations("wallet");
  const chainName = useChainName();
  if (use && updatesLeft(use) === 0) {
    return (
      <Worn address={address} title={t("use.worn.title")} onOtherWallet={onOtherWallet}>
        {t("use.worn.body", { most: MAX_UPDATES })}
      </Worn>
    );
  }
  return (
    <>
      <AccountLine label={t("explain.as")} address={address} />
      <h3 className="font-semibold">{t("explain.title")}</h3>
      <ul className="flex flex-col gap-2.5">
        <Point icon={<KeyRound aria-hidden="true" size={18} />}>{t("explain.proves")}</Point>
        <Point icon={<Coins aria-hidden="true" size={18} />}>{t("explain.costs")}</Point>
        {!isTemporary && (
          <Point icon={<History aria-hidden="true" size={18} />}>{t("explain.once")}</Point>
        )}
        {contractOn !== undefined && (
          <Point icon={<FileCheck aria-hidden="true" size={18} />}>
            {t("explain.contract", { chain: chainName(contractOn) })}
          </Point>
        )}
      </ul>
      {isTemporary && (
        <p className="rounded-xl bg-warning-tint p-3 text-sm">{t("temporary.explain")}</p>
      )}
      <UseNote {...(use && { use })} />
      <details className="rounded-xl border border-rule">
        <summary className="cursor-pointer rounded-xl px-3 py-2 text-soft text-sm">
          {t("explain.text")}
        </summary>
        <pre className="scroll-pane foreign max-h-40 whitespace-pre-wrap border-rule border-t p-3 font-mono text-xs">
          {signatureText}
        </pre>
      </details>
      <Button size="large" onClick={onSign}>
        {t("explain.action")}
      </Button>
      <Button look="quiet" onClick={onOtherWallet}>
        {t("otherWallet")}
      </Button>
    </>
  );
}
