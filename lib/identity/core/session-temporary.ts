import { ParleyError } from "@/lib/errors/base.ts";
import type { SessionEvent, SessionState } from "./session.ts";
import {
  accountOf,
  connect,
  open,
  type SessionStep,
  type StateOf,
  signOut,
  stay,
} from "./session-steps.ts";
import { stepNote } from "./session-wallet-note.ts";

/** A browser that keeps nothing: the one reason for a session that lasts as long as its tab. */
export function mayBeTemporary(state: SessionState): boolean {
  if (state.kind !== "failed" || state.error.code !== "storage.unavailable") return false;
  return state.failed.step === "connecting" || state.failed.step === "opening";
}

/** Signs in again where that failed, in memory, because the person wants it so. */
export function goTemporary(state: StateOf<"failed">): SessionStep {
  const { failed } = state;
  if (!mayBeTemporary(state)) return stay(state);
  if (failed.step === "connecting")
    return connect(failed.optionId, [{ kind: "forgo-storage" }], failed.wanted);
  if (failed.step === "opening") return open(failed.address, [{ kind: "forgo-storage" }]);
  return stay(state);
}

/**
 * While the client is in this tab's memory alone. What another tab does is no reason to end it: all
 * of it would be lost.
 */
export function whileTemporary(state: StateOf<"ready">, event: SessionEvent): SessionStep {
  switch (event.kind) {
    case "wallet-account":
    case "wallet-seen":
    case "wallet-disconnected":
    case "dismiss-note":
      return stepNote(state, event);
    case "sign-out":
      return signOut({ account: accountOf(state), erase: true });
    case "client-died":
      return end(state, new ParleyError("storage.not-kept", "The engine died with all it held"));
    case "revoked-here":
      return end(state, new ParleyError("identity.revoked", "This installation was revoked"));
    default:
      return stay(state);
  }
}

/** Nothing is left to go on from but the account. */
function end({ address }: StateOf<"ready">, error: ParleyError): SessionStep {
  return [
    { kind: "failed", error, failed: { step: "opening", address } },
    [{ kind: "close-client" }],
  ];
}
