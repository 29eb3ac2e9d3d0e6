import type { Session } from "@/lib/identity/flow/session.ts";

/** Whether everything is in this tab's memory, and nothing of it may be kept. */
export function isTemporary({ store }: Session): boolean {
  const state = store.getState();
  return state.kind === "ready" && state.isTemporary === true;
}
