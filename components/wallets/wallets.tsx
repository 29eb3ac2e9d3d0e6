"use client";

import { useTranslations } from "use-intl";
import { type Address, shortAddress } from "@/lib/identity/core/address.ts";
import type { InboxUse } from "@/lib/identity/core/inbox-use.ts";
import { useInboxUse } from "@/lib/react/use-inbox-use.ts";
import { InboxUseGate } from "../settings/inbox-use-gate.tsx";
import { useProposedChange } from "../settings/use-proposed-change.tsx";
import { Button } from "../ui/button.tsx";
import { WalletRow } from "./wallet-row.tsx";

/** The accounts of one's inbox, and which of them decides. */
export function Wallets({ self }: { self: Address }) {
  const inbox = useInboxUse();
  return (
    <InboxUseGate inbox={inbox}>
      {({ use, isFresh, reload }) => (
        <fieldset disabled={!isFresh} className="contents">
          <WalletList use={use} self={self} onChanged={reload} />
        </fieldset>
      )}
    </InboxUseGate>
  );
}

type WalletListProps = { use: InboxUse; self: Address; onChanged: () => void };

function WalletList({ use, self, onChanged }: WalletListProps) {
  const t = useTranslations("settings.wallets");
  const { propose, news, dialog } = useProposedChange(use, onChanged);
  const { wallets, recovery } = use;
  const signer = recovery && { signer: recovery };

  const add = () =>
    propose({
      title: t("addTitle"),
      consequences: t("addBody"),
      plan: (address) => ({ kind: "add-wallet", address }),
      done: t("done.add-wallet"),
    });
  const remove = (address: Address) =>
    propose({
      title: t("removeTitle"),
      consequences: t(address === self ? "removeSelfBody" : "removeBody", {
        address: shortAddress(address),
      }),
      ...signer,
      plan: () => ({ kind: "remove-wallet", address }),
      done: t("done.remove-wallet"),
    });
  const makeRecovery = (address: Address) =>
    propose({
      title: t("recoveryTitle"),
      consequences: t("recoveryBody", {
        address: shortAddress(address),
        from: recovery ? shortAddress(recovery) : "",
      }),
      ...signer,
      plan: () => ({ kind: "change-recovery", address }),
      done: t("done.change-recovery"),
    });

  return (
    <>
      <p className="text-soft">{t("lead")}</p>
      <p role="status" className="empty:hidden rounded-xl bg-selected p-3">
        {news}
      </p>
      <ul className="overflow-hidden rounded-xl border border-rule">
        {wallets.map((address) => (
          <WalletRow
            key={address}
            address={address}
            isSelf={address === self}
            isRecovery={address === recovery}
            {...(wallets.length > 1 &&
              address !== recovery && {
                onRemove: () => remove(address),
                onMakeRecovery: () => makeRecovery(address),
              })}
          />
        ))}
      </ul>
      {wallets.length === 1 && <p className="text-faint text-sm">{t("last")}</p>}
      <Button look="secondary" className="self-start" onClick={add}>
        {t("add")}
      </Button>
      {dialog}
    </>
  );
}
