"use client";

import { useTranslations } from "use-intl";
import { type Address, shortAddress } from "@/lib/identity/core/address.ts";
import { Face } from "../avatar/face.tsx";
import { Button } from "../ui/button.tsx";

type WalletRowProps = {
  address: Address;
  isSelf: boolean;
  isRecovery: boolean;
  /** Left out for the recovery account, which is replaced before it can go. */
  onRemove?: () => void;
  onMakeRecovery?: () => void;
};

/** An account of the inbox: in full, because here one decides by it. */
export function WalletRow(props: WalletRowProps) {
  const { address, isSelf, isRecovery, onRemove, onMakeRecovery } = props;
  const t = useTranslations("settings.wallets");
  const short = shortAddress(address);
  return (
    <li className="flex flex-wrap items-center gap-3 border-rule border-b px-3 py-3 last:border-b-0 split:px-4">
      <Face address={address} sizePx={36} />
      <div className="flex min-w-48 flex-1 flex-col gap-1">
        <p className="foreign break-all font-mono text-sm">{address}</p>
        <p className="flex flex-wrap gap-2 text-soft text-xs empty:hidden">
          {isSelf && <Badge>{t("self")}</Badge>}
          {isRecovery && (
            <>
              <Badge>{t("recovery")}</Badge>
              <span>{t("recoveryHint")}</span>
            </>
          )}
        </p>
      </div>
      {onMakeRecovery && (
        <Button
          look="quiet"
          size="small"
          aria-label={t("makeRecovery", { address: short })}
          onClick={onMakeRecovery}
        >
          {t("makeRecoveryAction")}
        </Button>
      )}
      {onRemove && (
        <Button
          look="danger"
          size="small"
          aria-label={t("remove", { address: short })}
          onClick={onRemove}
        >
          {t("removeAction")}
        </Button>
      )}
    </li>
  );
}

function Badge({ children }: { children: string }) {
  return <span className="rounded bg-selected px-1.5 font-semibold text-accent">{children}</span>;
}
