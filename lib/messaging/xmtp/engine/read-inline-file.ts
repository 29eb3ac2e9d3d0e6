import type { Client, DecodedMessageContent } from "@xmtp/wasm-bindings";
import type { MessageId } from "../../core/records.ts";
import { findStored } from "./find-stored.ts";

/** The bytes of the file that came inside a message or a reply. */
export async function readInlineFile(
  messageId: MessageId,
  client: Client,
): Promise<Uint8Array | undefined> {
  const message = await findStored(client, messageId);
  if (!message) return undefined;
  const { content } = message;
  return bytesOf(content.type === "reply" ? content.content.content : content);
}

function bytesOf(content: DecodedMessageContent): Uint8Array | undefined {
  return content.type === "attachment" ? content.content.content : undefined;
}
