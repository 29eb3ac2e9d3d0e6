import type { Message } from "@xmtp/wasm-bindings";
import type { MessageRecord } from "../../core/records.ts";
import { invitationOf } from "./call-signals.ts";
import { deletedBy } from "./deletions.ts";
import { readMessage, type StoredThreads } from "./history.ts";

/**
 * The message in which a stored one shows: itself, or what it reacts to, takes back, or says of a call. Undefined
 * when it shows nowhere.
 */
export async function shownBy(
  message: Message,
  stored: StoredThreads,
): Promise<MessageRecord | undefined> {
  const target =
    deletedBy(message) ?? (await calledBy(message, stored)) ?? (await reactedTo(message, stored));
  return readMessage(target ?? message.id, stored);
}

async function reactedTo(
  { id, content: { type } }: Message,
  { client }: StoredThreads,
): Promise<string | undefined> {
  if (type?.typeId !== "reaction") return undefined;
  const { content } = await client.conversations().findEnrichedMessageById(id);
  return content.type === "reaction" ? content.content.reference : undefined;
}

async function calledBy(message: Message, { threads }: StoredThreads): Promise<string | undefined> {
  const thread = threads.keyOf(message.convoId);
  const conversation = threads.find(thread);
  return conversation && invitationOf(message, conversation, thread);
}
