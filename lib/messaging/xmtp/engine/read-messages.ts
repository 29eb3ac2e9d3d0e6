import type { Client, Message } from "@xmtp/wasm-bindings";
import type { MessageId, MessageRecord } from "../../core/records.ts";
import type { Threads } from "./threads.ts";
import { toMessageRecord } from "./to-record.ts";

/** What the store has of these messages, in the order of the ids. */
export function readMessages(
  client: Client,
  threads: Threads,
  ids: readonly MessageId[],
): MessageRecord[] {
  return ids.flatMap((id) => {
    const message = findMessage(client, id);
    return (message && toMessageRecord(message, threads.keyOf(message.convoId))) ?? [];
  });
}

function findMessage(client: Client, id: MessageId): Message | undefined {
  try {
    return client.conversations().findMessageById(id);
  } catch (error) {
    if (/not ?found/i.test(String(error))) return undefined;
    throw error;
  }
}
