import { ContentType, type Conversation, type Message, SortDirection } from "@xmtp/wasm-bindings";
import { readEnclosed } from "@/lib/attachments/core/preview.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessageId, SentContent } from "../../core/records.ts";
import { ENCLOSED_PARAMETER } from "./encode-files.ts";
import { parametersOf } from "./signals.ts";

/** A message that was prepared before a crash is among the newest. */
const LOOKED_AT = 500n;

/**
 * The message that was prepared for a single file under this key already. Its parameters are
 * written by the engine in any order, so that writing it again would give another message, and
 * people would have the file twice.
 */
export async function findSingleFile(
  conversation: Conversation,
  content: SentContent,
  { key, inboxId }: { key: string; inboxId: InboxId },
): Promise<MessageId | undefined> {
  if (content.type !== "attachments" || content.files.length !== 1) return undefined;
  const stored: Message[] = await conversation.findMessages({
    contentTypes: [ContentType.RemoteAttachment],
    direction: SortDirection.Descending,
    limit: LOOKED_AT,
  });
  const own = stored.filter(({ senderInboxId }) => senderInboxId === inboxId);
  return own.find((message) => keyIn(message) === key)?.id as MessageId | undefined;
}

function keyIn({ content }: Message): string | undefined {
  const enclosed = parametersOf(content).find(([name]) => name === ENCLOSED_PARAMETER);
  return readEnclosed(enclosed?.[1]).key;
}
