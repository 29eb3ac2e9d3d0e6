import { useState } from "react";
import type { InstallationId } from "@/lib/identity/core/ids.ts";
import type { SessionBinding } from "@/lib/react/use-session.ts";
import type { WalletOptions } from "@/lib/react/use-wallet-options.ts";
import { AccountChanged } from "./account-changed.tsx";
import { ChooseWallet } from "./choose-wallet.tsx";
import { Connecting } from "./connecting.tsx";
import { Explain } from "./explain.tsx";
import { Full } from "./full.tsx";
import { Opening } from "./opening.tsx";
import { SignInFailed } from "./sign-in-failed.tsx";
import { isSignInFailure } from "./sign-in-state.ts";
import { Waiting } from "./waiting.tsx";

type SignInBodyProps = { session: SessionBinding; wallets: WalletOptions };

/** What a step shows. */
export function SignInBody({ session, wallets }: SignInBodyProps) {
  const { state } = session;
  const [going, setGoing] = useState<ReadonlySet<InstallationId>>(new Set());
  switch (state.kind) {
    case "connecting":
      return <Connecting state={state} wallets={wallets} onCancel={session.dismiss} />;
    case "opening":
      return <Opening {...(state.progress && { progress: state.progress })} />;
    case "explaining":
      return (
        <Explain
          address={state.address}
          signatureText={state.signatureText}
          {...(state.use && { use: state.use })}
          {...(state.contractOn !== undefined && { contractOn: state.contractOn })}
          isTemporary={state.isTemporary === true}
          onSign={session.sign}
          onOtherWallet={session.dismiss}
        />
      );
    case "full":
      return (
        <Full
          state={state}
          chosen={going}
          onChoose={setGoing}
          onRevoke={session.revoke}
          onOtherWallet={session.dismiss}
        />
      );
    case "revoking":
      return <Waiting step="revoking" isContract={false} onCancel={session.dismiss} />;
    case "signing":
      return (
        <Waiting
          step="signing"
          isContract={state.contractOn !== undefined}
          onCancel={session.dismiss}
        />
      );
    case "registering":
      return <Waiting step="registering" />;
    case "account-changed":
      return <AccountChanged state={state} onNew={session.useNewAccount} onOld={session.retry} />;
    case "failed":
      if (isSignInFailure(state)) {
        return <SignInFailed state={state} session={session} wallets={wallets} />;
      }
      return null;
    default:
      return <ChooseWallet wallets={wallets} onChoose={session.connect} />;
  }
}
