import type { ParleyError } from "@/lib/errors/base.ts";
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
  wantedOf,
} from "./session-steps.ts";
import { chainAskedFor } from "./signing-chain.ts";

/**
 * Does again what failed, keeping what was reached before it: wallet, lock, signature. What was
 * signed for a chain where it does not count is signed where it does.
 */
export function retryFailed(failed: FailedStep, error: ParleyError): SessionStep {
  switch (failed.step) {
    case "connecting":
      return connect(failed.optionId, [], failed.wanted);
    case "opening":
      return open(failed.address);
    case "signing": {
      const chain = chainAskedFor(error);
      return askSignature({ ...failed, ...(chain && { chain }) });
    }
    case "registering":
      return [{ kind: "registering", ...wantedOf(failed) }, [{ kind: "register" }]];
    case "restoring":
      return begin(accountOf(failed));
    case "wallet-gone":
      return leave(undefined);
    case "lost":
      // A store that can't be read would fail the new sign-in as well.
      return signOut({ account: accountOf(failed), erase: true, again: true });
    case "taking-over":
      return takeOver(failed.account);
    case "signing-out":
      return signOut(failed);
  }
}
