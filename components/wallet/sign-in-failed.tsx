import { useTranslations } from "use-intl";
import type { SessionBinding } from "@/lib/react/use-session.ts";
import type { WalletOptions } from "@/lib/react/use-wallet-options.ts";
import { Button } from "../ui/button.tsx";
import { AccountLine } from "./account-line.tsx";
import { ChooseWallet } from "./choose-wallet.tsx";
import { ErrorSentence } from "./error-sentence.tsx";
import type { SignInFailure } from "./sign-in-state.ts";

type SignInFailedProps = {
  state: SignInFailure;
  session: SessionBinding;
  wallets: WalletOptions;
};

/** A sentence, and a way on: the step again, with the wallet still connected, or another wallet. */
export function SignInFailed({ state, session, wallets }: SignInFailedProps) {
  const t = useTranslations("wallet");
  const tCommon = useTranslations("common");
  const { error, failed } = state;
  if (failed.step === "connecting" || failed.step === "wallet-gone") {
    return (
      <>
        <ErrorSentence error={error} />
        <ChooseWallet wallets={wallets} onChoose={session.connect} />
      </>
    );
  }
  return (
    <>
      <AccountLine label={t("explain.as")} address={failed.address} />
      <ErrorSentence error={error} />
      <Button onClick={session.retry}>{tCommon("retry")}</Button>
      <Button look="quiet" onClick={session.dismiss}>
        {t("otherWallet")}
      </Button>
    </>
  );
}
