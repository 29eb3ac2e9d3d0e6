import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Address } from "@/lib/identity/core/address.ts";
import { Button } from "../ui/button.tsx";
import { AccountLine } from "./account-line.tsx";

type WornProps = {
  address: Address;
  title: string;
  /** Why there is no way in. */
  children: ReactNode;
  onOtherWallet: () => void;
};

/** No way in: what it would take is used up. Nothing is asked to be signed for that. */
export function Worn({ address, title, children, onOtherWallet }: WornProps) {
  const t = useTranslations("wallet");
  return (
    <>
      <AccountLine label={t("explain.as")} address={address} />
      <h3 className="font-semibold">{title}</h3>
      <p role="alert" className="rounded-xl bg-warning-tint p-3">
        {children}
      </p>
      <Button look="secondary" onClick={onOtherWallet}>
        {t("otherWallet")}
      </Button>
    </>
  );
}
