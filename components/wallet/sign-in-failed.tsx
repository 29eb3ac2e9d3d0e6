import { useTranslations } from "use-intl";
import { mayBeTemporary } from "@/lib/identity/core/session-temporary.ts";
import { chainAskedFor } from "@/lib/identity/core/signing-chain.ts";
import type { SessionBinding } from "@/lib/react/use-session.ts";
import type { WalletOptions } from "@/lib/react/use-wallet-options.ts";
import { Button } from "../ui/button.tsx";
import { AccountLine } from "./account-line.tsx";
import { ChooseWallet } from "./choose-wallet.tsx";
import { ErrorSentence } from "./error-sentence.tsx";
import type { SignInFailure } from "./sign-in-state.ts";
import { TemporaryOffer } from "./temporary-offer.tsx";
import { useChainName } from "./use-chain-name.ts";

type SignInFailedProps = {
  state: SignInFailure;
  session: SessionBinding;
  wallets: WalletOptions;
};

/** A sentence, and a way on: the step again, with the wallet still connected, or another wallet. */
export function SignInFailed({ state, session, wallets }: SignInFailedProps) {
  const t = useTranslations("wallet");
  const tCommon = useTranslations("common");
  const chainName = useChainName();
  const { error, failed } = state;
  if (mayBeTemporary(state)) {
    return (
      <>
        <ErrorSentence error={error} />
        <Button onClick={session.retry}>{tCommon("retry")}</Button>
        <TemporaryOffer onAccept={session.startTemporary} />
      </>
    );
  }
  if (failed.step === "connecting" || failed.step === "wallet-gone") {
    return (
      <>
        <ErrorSentence error={error} />
        <ChooseWallet wallets={wallets} onChoose={session.connect} />
      </>
    );
  }
  const chain = failed.step === "signing" ? chainAskedFor(error) : undefined;
  return (
    <>
      <AccountLine label={t("explain.as")} address={failed.address} />
      <ErrorSentence error={error} />
      <Button onClick={session.retry}>
        {chain ? t("changeAndSign", { chain: chainName(chain.chainId) }) : tCommon("retry")}
      </Button>
      <Button look="quiet" onClick={session.dismiss}>
        {t("otherWallet")}
      </Button>
    </>
  );
}
