import type { SessionState } from "@/lib/identity/core/session.ts";
import { isSignInFailure } from "../wallet/sign-in-state.ts";

/** Which of Parley's screens a session is on. */
export type Screen =
  /** Nothing is known yet: what was there the last time is drawn. */
  | "starting"
  /** What Parley is, and the way in; a sign-in goes on over it. */
  | "landing"
  | "messenger"
  /** The session stands still, and says why: another tab has it, something failed. */
  | "standstill";

export function screenOf(state: SessionState): Screen {
  switch (state.kind) {
    case "starting":
      return "starting";
    case "restoring":
    case "ready":
      return "messenger";
    case "elsewhere":
    case "taking-over":
    case "signing-out":
      return "standstill";
    case "failed":
      if (isSignInFailure(state)) return "landing";
      // What this device kept of the inbox can be read, whatever kept the client from opening.
      return state.failed.step === "restoring" ? "messenger" : "standstill";
    case "signed-out":
    case "connecting":
    case "opening":
    case "explaining":
    case "full":
    case "revoking":
    case "signing":
    case "registering":
    case "account-changed":
      return "landing";
  }
}
