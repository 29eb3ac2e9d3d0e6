import type { Account, SessionState } from "@/lib/identity/core/session.ts";
import { shownAccount } from "@/lib/identity/core/shown-account.ts";
import { isStandstill } from "../wallet/standstill.ts";

/** Which of Parley's screens a session is on. */
export type Screen =
  /** Nothing is known yet: what was there the last time is drawn. */
  | "starting"
  /** What Parley is, and the way in; a sign-in goes on over it. */
  | "landing"
  /** An inbox; a sign-in with another wallet goes on over it. */
  | "messenger"
  /** The session stands still, and says why: another tab has it, something failed. */
  | "standstill";

/** `current` is the account that is in use on this device. */
export function screenOf(state: SessionState, current: Account | undefined): Screen {
  if (state.kind === "starting") return "starting";
  if (shownAccount(state, current)) return "messenger";
  return isStandstill(state) ? "standstill" : "landing";
}
