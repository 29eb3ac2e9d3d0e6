import type { Unsubscribe } from "../ports/host.ts";
import type { XmtpClient } from "../ports/xmtp-client.ts";
import type { Desk } from "./desk.ts";

/** Somebody with a new device in hand waits about this long for the first answer. */
export const ANSWER_EVERY_MS = 15_000;

/**
 * Answers what other devices of this inbox ask, now and then, as long as the network is there: the
 * engine has the requests only when it looks for them.
 */
export function answerDevices(desk: Desk, client: XmtpClient): Unsubscribe {
  const { host } = desk;
  let cancel = plan();

  function plan(): Unsubscribe {
    return host.at(host.nowMs() + ANSWER_EVERY_MS, () => {
      // What can't be answered now is answered the next time.
      if (desk.connection.kind === "live") client.syncDevices().catch(() => undefined);
      cancel = plan();
    });
  }

  return () => cancel();
}
