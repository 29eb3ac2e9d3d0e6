import type { FailedStep } from "./session.ts";
import {
  accountOf,
  askSignature,
  begin,
  connect,
  leave,
  open,
  type SessionStep,
  signOut,
  takeOver,
} from "./session-steps.ts";

/** Does again what failed, keeping what was reached before it: wallet, lock, signature. */
export function retryFailed(failed: FailedStep): SessionStep {
  switch (failed.step) {
    case "connecting":
      return connect(failed.optionId);
    case "opening":
      return open(failed.address);
    case "signing":
      return askSignature(failed.address, failed.signatureText);
    case "registering":
      return [{ kind: "registering", address: failed.address }, [{ kind: "register" }]];
    case "restoring":
      return begin(accountOf(failed));
    case "wallet-gone":
      return leave();
    case "lost":
      // A store that can't be read would fail the new sign-in as well.
      return signOut({ account: accountOf(failed), erase: true, again: true });
    case "taking-over":
      return takeOver(failed.account);
    case "signing-out":
      return signOut(failed);
  }
}
