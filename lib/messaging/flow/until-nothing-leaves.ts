import type { Desk } from "./desk.ts";

const LOOK_EVERY_MS = 20;
/** A network that is slow must not hold everything else up. */
const WITHIN_MS = 3_000;

/**
 * Resolves when no message is on its way to the network, or after some seconds: work that keeps the
 * engine busy comes after what a person just wrote.
 */
export async function untilNothingLeaves(desk: Pick<Desk, "host" | "outbox">): Promise<void> {
  const { host } = desk;
  const giveUpAtMs = host.nowMs() + WITHIN_MS;
  while (isLeaving(desk) && host.nowMs() < giveUpAtMs) {
    await new Promise<void>((resolve) => void host.at(host.nowMs() + LOOK_EVERY_MS, resolve));
  }
}

function isLeaving({ outbox }: Pick<Desk, "outbox">): boolean {
  return outbox.queue.some(({ state }) => state.kind === "sending");
}
