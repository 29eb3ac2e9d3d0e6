import { useTranslations } from "use-intl";
import type { SessionState } from "@/lib/identity/core/session.ts";
import type { WalletOptions } from "@/lib/react/use-wallet-options.ts";
import { Button } from "../ui/button.tsx";
import { useCopy } from "../ui/copy-button.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { useWalletName } from "./wallet-button.tsx";

type ConnectingProps = {
  state: Extract<SessionState, { kind: "connecting" }>;
  wallets: WalletOptions;
  onCancel: () => void;
};

/** The wallet has the word. */
export function Connecting({ state, wallets, onCancel }: ConnectingProps) {
  const t = useTranslations("wallet.connecting");
  const tCommon = useTranslations("common");
  const options = wallets.status === "ready" ? wallets.options : [];
  const wallet = useWalletName(options.find(({ id }) => id === state.optionId));
  return (
    <>
      <h3 className="flex items-center gap-3 font-semibold">
        <Spinner />
        <span className="foreign">{t("title", { wallet })}</span>
      </h3>
      {state.pairingUri ? (
        <PairingLink uri={state.pairingUri} />
      ) : (
        <p className="text-soft">{t("body")}</p>
      )}
      <Button look="secondary" onClick={onCancel}>
        {tCommon("cancel")}
      </Button>
    </>
  );
}

/** What a wallet on another device needs to find this page (WalletConnect). */
function PairingLink({ uri }: { uri: string }) {
  const t = useTranslations("wallet.connecting");
  const tCommon = useTranslations("common");
  const { copied, copy } = useCopy();
  return (
    <>
      <p className="text-soft">{t("pairing")}</p>
      <p className="scroll-pane foreign max-h-24 rounded-xl bg-sunken p-3 font-mono text-xs">
        {uri}
      </p>
      <Button onClick={() => copy(uri)}>{copied ? tCommon("copied") : t("copyLink")}</Button>
    </>
  );
}
