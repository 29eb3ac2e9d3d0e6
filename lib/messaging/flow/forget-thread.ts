import type { ThreadKey } from "../core/records.ts";
import type { XmtpClient } from "../ports/xmtp-client.ts";
import type { Desk } from "./desk.ts";
import { listConversations } from "./list-conversations.ts";

const PAGE_LENGTH = 100;

/** Takes every message of a thread away from this device; everybody else keeps them. */
export async function forgetThread(desk: Desk, client: XmtpClient, key: ThreadKey): Promise<void> {
  for (;;) {
    const { messages } = await client.listMessages(key, { limit: PAGE_LENGTH });
    if (messages.length === 0) break;
    for (const { id } of messages) await client.deleteMessage(id);
  }
  desk.emptyThread(key);
  await listConversations(desk, client);
}
