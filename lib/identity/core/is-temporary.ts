import type { SessionState } from "./session.ts";

/** Whether everything is in this tab's memory, and nothing of it may be kept. */
export function isTemporary(state: SessionState): boolean {
  return state.kind === "ready" && state.isTemporary === true;
}
