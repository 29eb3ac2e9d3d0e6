import type { Unsubscribe } from "../ports/host.ts";
import type { XmtpClient } from "../ports/xmtp-client.ts";
import type { Desk } from "./desk.ts";

/** Somebody with a new device in hand waits about this long for the first answer. */
export const ANSWER_EVERY_MS = 15_000;

/**
 * Answers what other devices of this inbox ask, now and then, as long as the network is there and all
 * that it had for this device is in: the engine has the requests only when it looks for them, and has
 * one thread for everything. It does not begin to look while the look before goes on.
 */
export function answerDevices(desk: Desk, client: XmtpClient): Unsubscribe {
  const { host } = desk;
  let isLooking = false;
  let cancel = plan();

  function plan(): Unsubscribe {
    return host.at(host.nowMs() + ANSWER_EVERY_MS, () => {
      if (desk.isCaughtUp && !isLooking) void look();
      cancel = plan();
    });
  }

  async function look(): Promise<void> {
    isLooking = true;
    // What can't be answered now is answered the next time.
    await client.syncDevices().catch(() => undefined);
    isLooking = false;
  }

  return () => cancel();
}
