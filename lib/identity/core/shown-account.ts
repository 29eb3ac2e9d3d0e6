import type { Account, SessionState } from "./session.ts";

/**
 * Whose inbox is on the screen, whether its client is open or not. While somebody signs in with
 * another wallet it is still the `current` account's: that is gone back to when they give up.
 */
export function shownAccount(
  state: SessionState,
  current: Account | undefined,
): Account | undefined {
  switch (state.kind) {
    case "restoring":
    case "ready":
      return state;
    case "connecting":
    case "opening":
    case "explaining":
    case "full":
    case "revoking":
    case "signing":
    case "registering":
    case "account-changed":
      return current;
    case "failed":
      return afterFailure(state, current);
    case "starting":
    case "signed-out":
    case "elsewhere":
    case "taking-over":
    case "signing-out":
      return undefined;
  }
}

function afterFailure(
  { failed }: Extract<SessionState, { kind: "failed" }>,
  current: Account | undefined,
): Account | undefined {
  switch (failed.step) {
    // What this device kept of the inbox can be read, whatever kept the client from opening.
    case "restoring":
      return failed;
    case "connecting":
    case "wallet-gone":
    case "opening":
    case "signing":
    case "registering":
      return current;
    case "lost":
    case "taking-over":
    case "signing-out":
      return undefined;
  }
}
