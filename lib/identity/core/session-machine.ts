import { ParleyError } from "@/lib/errors/base.ts";
import type { Account, SessionEvent, SessionState } from "./session.ts";
import { retryFailed } from "./session-retry.ts";
import { outliveClient } from "./session-revival.ts";
import {
  whileAccountChanged,
  whileConnecting,
  whileExplaining,
  whileFull,
  whileOpening,
  whileRegistering,
  whileRevoking,
  whileSigning,
} from "./session-sign-in.ts";
import {
  accountOf,
  begin,
  chooseAgain,
  connect,
  elsewhere,
  fail,
  followMemory,
  followWallet,
  forget,
  handOverOrStay,
  leave,
  leaveOrStay,
  lose,
  loseInstallation,
  open,
  type SessionStep,
  SIGNED_OUT,
  type StateOf,
  stay,
  takeOver,
  welcome,
  whileShown,
} from "./session-steps.ts";
import { goTemporary, whileTemporary } from "./session-temporary.ts";
import { stepNote } from "./session-wallet-note.ts";

/**
 * The session machine: from the landing page to a usable inbox and back.
 *
 * An event that means nothing in a state leaves it as it is: wallets and networks report late
 * and twice. It has no clock, unlike the other machines: nothing here depends on the time.
 */
export function advanceSession(state: SessionState, event: SessionEvent): SessionStep {
  if (state.kind === "ready" && state.isTemporary) return whileTemporary(state, event);
  if (event.kind === "client-died") return outliveClient(state, event);
  if (event.kind === "remembered") return followMemory(state, event.account);
  switch (state.kind) {
    case "starting":
      return event.kind === "started" ? begin(event.account) : stay(state);
    case "signed-out":
      if (event.kind === "connect") return connect(event.optionId);
      return event.kind === "dismiss" ? leave(event.back) : stay(state);
    case "connecting":
      return whileConnecting(state, event);
    case "opening":
      return whileOpening(state, event);
    case "explaining":
      return whileExplaining(state, event);
    case "full":
      return whileFull(state, event);
    case "revoking":
      return whileRevoking(state, event);
    case "signing":
      return whileSigning(state, event);
    case "registering":
      return whileRegistering(state, event);
    case "account-changed":
      return whileAccountChanged(state, event);
    case "restoring":
      return whileRestoring(state, event);
    case "ready":
      return whileReady(state, event);
    case "elsewhere":
      return whileElsewhere(state, event);
    case "taking-over":
      return whileTakingOver(state, event);
    case "signing-out":
      return whileSigningOut(state, event);
    case "failed":
      return whileFailed(state, event);
  }
}

function whileRestoring(state: StateOf<"restoring">, event: SessionEvent): SessionStep {
  const account = accountOf(state);
  switch (event.kind) {
    case "progress":
      return [{ ...state, progress: event.progress }, []];
    case "opened":
      return welcome(event);
    case "lock-elsewhere":
      return [{ kind: "elsewhere", account }, []];
    case "signature-needed":
      // Remembered, and yet the client asks to be registered: its store is not there any more.
      return lose(new ParleyError("storage.lost", "The store has no installation"), account);
    case "failed":
      return event.error.code === "storage.lost"
        ? lose(event.error, account)
        : fail(event.error, { step: "restoring", ...account });
    default:
      return whileShown(state, account, event);
  }
}

function whileReady(state: StateOf<"ready">, event: SessionEvent): SessionStep {
  const account = accountOf(state);
  switch (event.kind) {
    case "wallet-account":
    case "wallet-seen":
    case "wallet-disconnected":
    case "dismiss-note":
      return stepNote(state, event);
    case "use-new-account":
      return followNote(state, account);
    case "lock-granted":
      return begin(account, [{ kind: "close-client" }]);
    case "revoked-here":
      return loseInstallation(account);
    default:
      return whileShown(state, account, event);
  }
}

function followNote(state: StateOf<"ready">, account: Account): SessionStep {
  if (state.walletNote?.kind !== "other-account") return stay(state);
  const { address, optionId } = state.walletNote;
  if (optionId === undefined) return open(address, [{ kind: "close-client" }]);
  return whileShown(state, account, { kind: "connect", optionId, wanted: address });
}

function whileElsewhere(state: StateOf<"elsewhere">, event: SessionEvent): SessionStep {
  switch (event.kind) {
    case "use-here":
      return takeOver(state.account);
    case "lock-granted":
    case "led":
      return begin(state.account, [{ kind: "close-client" }]);
    default:
      return stay(state);
  }
}

function whileTakingOver(state: StateOf<"taking-over">, event: SessionEvent): SessionStep {
  switch (event.kind) {
    case "taken-over":
      return event.account ? begin(event.account) : [SIGNED_OUT, [{ kind: "let-go" }]];
    case "failed":
      return fail(event.error, { ...state, step: "taking-over" });
    case "dismiss":
      return [{ ...state, kind: "elsewhere" }, [{ kind: "let-go" }]];
    default:
      return stay(state);
  }
}

function whileSigningOut(state: StateOf<"signing-out">, event: SessionEvent): SessionStep {
  switch (event.kind) {
    case "signed-out":
      return begin(state.again ? undefined : event.next);
    case "failed":
      return fail(event.error, { ...state, step: "signing-out" });
    default:
      return stay(state);
  }
}

function whileFailed(state: StateOf<"failed">, event: SessionEvent): SessionStep {
  const { failed } = state;
  if (event.kind === "retry") return retryFailed(failed, state.error);
  if (event.kind === "use-temporary") return goTemporary(state);
  switch (failed.step) {
    case "connecting":
      return event.kind === "connect" ? chooseAgain(failed, event) : leaveOrStay(state, event);
    case "wallet-gone":
      if (event.kind === "connect") return connect(event.optionId, [{ kind: "let-go" }]);
      return leaveOrStay(state, event);
    case "opening":
    case "signing":
      return followWallet(state, failed.address, event);
    case "registering":
      return leaveOrStay(state, event);
    case "restoring":
      return whileShown(state, accountOf(failed), event);
    case "lost":
      if (event.kind === "dismiss") return forget(accountOf(failed));
      return handOverOrStay(state, event, accountOf(failed));
    case "signing-out":
      return event.kind === "dismiss" ? forget(failed.account) : stay(state);
    case "taking-over":
      return event.kind === "dismiss"
        ? [elsewhere(failed.account), [{ kind: "let-go" }]]
        : stay(state);
  }
}
