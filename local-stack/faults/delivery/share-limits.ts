import type { QueueLimits } from "../../options.ts";
import type { Action } from "../core/decide-faults.ts";

/** Where messages of a stream wait in what happens to it: read ahead, and for `reorder` gathered too. */
const WAITING_ROOMS: Partial<Record<Action["kind"], number>> = {
  ...{ delay: 1, silence: 1, end: 1, reorder: 2 },
};

/**
 * How much may wait in each room, so that all of them together hold what the limits allow: however many
 * faults a stream has, it costs no more than one. Each may hold a message, whatever the limits.
 */
export function shareLimits(limits: QueueLimits, actions: readonly Action[]): QueueLimits {
  const rooms = actions.reduce((sum, { kind }) => sum + (WAITING_ROOMS[kind] ?? 0), 0);
  const share = (most: number) => Math.max(1, Math.floor(most / Math.max(1, rooms)));
  return { maxMessages: share(limits.maxMessages), maxBytes: share(limits.maxBytes) };
}
