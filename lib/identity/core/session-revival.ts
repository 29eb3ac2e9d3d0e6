import type { SessionEvent, SessionState } from "./session.ts";
import { accountOf, begin, fail, type SessionStep, stay } from "./session-steps.ts";

/** How far back deaths of the client count together. */
const LATELY_MS = 60_000;
/** A client that dies more often than this within `LATELY_MS` is not opened again by itself. */
const MOST_REVIVALS = 3;

/** The times of the deaths that count at `nowMs`, which is one of them. */
export function deathsUntil(diedAtMs: readonly number[], nowMs: number): number[] {
  // Those in the future are of before the clock was set back.
  const lately = diedAtMs.filter((atMs) => atMs <= nowMs && nowMs - atMs < LATELY_MS);
  return [...lately, nowMs];
}

/**
 * The client died by itself. Who was signed in gets another one without being asked: the store
 * and what was written are on this device. In mid sign-in there is nothing to go on from but the
 * account, and that takes the person.
 */
export function outliveClient(
  state: SessionState,
  { error, deathsLately }: Extract<SessionEvent, { kind: "client-died" }>,
): SessionStep {
  switch (state.kind) {
    case "ready": {
      const account = accountOf(state);
      const [next, effects] =
        deathsLately > MOST_REVIVALS
          ? fail(error, { step: "restoring", ...account })
          : begin(account);
      return [next, [{ kind: "close-client" }, ...effects]];
    }
    case "explaining":
    case "signing":
    case "registering":
      return openAnew(state.address, error);
    case "failed":
      return state.failed.step === "signing" || state.failed.step === "registering"
        ? openAnew(state.failed.address, error)
        : stay(state);
    default:
      return stay(state);
  }
}

function openAnew(
  address: Extract<SessionState, { kind: "signing" }>["address"],
  error: Extract<SessionEvent, { kind: "client-died" }>["error"],
): SessionStep {
  return [
    { kind: "failed", error, failed: { step: "opening", address } },
    [{ kind: "close-client" }],
  ];
}
