import type { SessionState } from "@/lib/identity/core/session.ts";
import { isSignInFailure } from "./sign-in-state.ts";

export type StandstillState = Extract<
  SessionState,
  { kind: "elsewhere" | "taking-over" | "signing-out" | "failed" }
>;

/** Whether a state has a screen of its own, between the landing page and the inbox. */
export function isStandstill(state: SessionState): state is StandstillState {
  if (state.kind === "failed") {
    // With a store that may be read, the inbox shows, and `SessionNotice` says the rest.
    return !isSignInFailure(state) && state.failed.step !== "restoring";
  }
  return ["elsewhere", "taking-over", "signing-out"].includes(state.kind);
}
