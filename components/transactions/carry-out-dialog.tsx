import { useTranslations } from "use-intl";
import type { Address } from "@/lib/identity/core/address.ts";
import { useWalletOptions } from "@/lib/react/use-wallet-options.ts";
import { Dialog } from "../ui/dialog.tsx";
import { AccountLine } from "../wallet/account-line.tsx";
import { ChooseWallet } from "../wallet/choose-wallet.tsx";

type CarryOutDialogProps = {
  sender: Address;
  chain: string;
  onClose: () => void;
  onChoose: (optionId: string) => void;
};

/** Which wallet is to make the calls, and from which account. It shows each before it sends. */
export function CarryOutDialog({ sender, chain, onClose, onChoose }: CarryOutDialogProps) {
  const t = useTranslations("transactions.dialog");
  const wallets = useWalletOptions();
  return (
    <Dialog open onClose={onClose} title={t("title")}>
      <p className="text-soft">{t("body", { chain })}</p>
      <AccountLine label={t("from")} address={sender} />
      <ChooseWallet wallets={wallets} onChoose={onChoose} />
    </Dialog>
  );
}
