import type { Messaging } from "@/lib/messaging/flow/messaging.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import type { HeardSignal } from "../core/signal.ts";
import { isGroupLetIn, mayRing } from "./may-ring.ts";

/** Of who called while nobody listened, only those last talked with are asked about. */
const LOOKED_AT = 50;

type Messages = Pick<Messaging, "store">;
type Reader = Pick<XmtpClient, "readCalls">;

/** What was said of calls since then by those who may ring, from this device's store. */
export function missedSignals(messaging: Messages, client: Reader, sinceMs: number) {
  return readAll(messaging, client, sinceMs, mayRing);
}

/** What was said of calls since then in groups that were let in. */
export function missedInGroups(messaging: Messages, client: Reader, sinceMs: number) {
  return readAll(messaging, client, sinceMs, isGroupLetIn);
}

async function readAll(
  messaging: Messages,
  client: Reader,
  sinceMs: number,
  counts: typeof mayRing,
): Promise<HeardSignal[]> {
  const { rows } = messaging.store.getState();
  const threads = rows.filter(({ key }) => counts(messaging, key)).slice(0, LOOKED_AT);
  const heard: HeardSignal[] = [];
  for (const { key } of threads) {
    // One that can't be read now is told by the next who catches up.
    heard.push(...(await client.readCalls(key, sinceMs).catch(() => [])));
  }
  return heard;
}
