import type { FailedStep, SessionState } from "@/lib/identity/core/session.ts";

/** A failure on the way in: the dialog shows it with the step that failed. */
export type SignInFailure = Extract<SessionState, { kind: "failed" }> & {
  failed: SignInFailedStep;
};

type SignInFailedStep = Extract<
  FailedStep,
  { step: "connecting" | "wallet-gone" | "opening" | "signing" | "registering" }
>;

export type SignInStep = "connect" | "sign" | "ready";

export const SIGN_IN_STEPS: readonly SignInStep[] = ["connect", "sign", "ready"];

const STEP_OF_KIND: Partial<Record<SessionState["kind"], SignInStep>> = {
  connecting: "connect",
  opening: "sign",
  explaining: "sign",
  full: "sign",
  revoking: "sign",
  signing: "sign",
  "account-changed": "sign",
  registering: "ready",
};

const STEP_OF_FAILURE: Record<SignInFailedStep["step"], SignInStep> = {
  connecting: "connect",
  "wallet-gone": "connect",
  opening: "sign",
  signing: "sign",
  registering: "ready",
};

/** The step of the three that `state` is in; undefined when nobody is signing in. */
export function stepOf(state: SessionState): SignInStep | undefined {
  if (state.kind !== "failed") return STEP_OF_KIND[state.kind];
  return isSignInFailure(state) ? STEP_OF_FAILURE[state.failed.step] : undefined;
}

export function isSignInFailure(state: SessionState): state is SignInFailure {
  return state.kind === "failed" && state.failed.step in STEP_OF_FAILURE;
}
