import type { ThreadKey } from "../core/records.ts";
import type { XmtpClient } from "../ports/xmtp-client.ts";
import type { Desk } from "./desk.ts";

/** So many are counted in one question: more than a screen has, and a moment of the engine's time. */
export const COUNTED_AT_ONCE = 25;

/**
 * Asks the store how much is unread in these threads, the first ones first, and shows each answer as
 * it comes: a thousand take the engine seconds. What was read meanwhile stays read.
 */
export async function recountUnread(
  desk: Desk,
  client: XmtpClient,
  keys: readonly ThreadKey[],
): Promise<void> {
  for (let at = 0; at < keys.length && !desk.isClosed; at += COUNTED_AT_ONCE) {
    await countSome(desk, client, keys.slice(at, at + COUNTED_AT_ONCE));
  }
}

async function countSome(
  desk: Desk,
  client: XmtpClient,
  keys: readonly ThreadKey[],
): Promise<void> {
  const { counting } = desk;
  const turn = ++counting.turn;
  const readUntilNs: Record<ThreadKey, bigint> = {};
  for (const key of keys) readUntilNs[key] = desk.readUntilNs.get(key) ?? 0n;
  const counts = await client.countUnread(readUntilNs);
  for (const key of keys) {
    if ((desk.readUntilNs.get(key) ?? 0n) !== readUntilNs[key]) continue;
    // Long questions are answered after short ones that were asked later, which know more.
    if ((counting.turnOf.get(key) ?? 0) > turn) continue;
    counting.turnOf.set(key, turn);
    desk.unreadCounts.set(key, counts[key] ?? 0);
    desk.changed(key);
  }
}
