import { DeliveryStatus, type Message } from "@xmtp/wasm-bindings";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { toMessageContent } from "../../core/content.ts";
import type { Delivery, MessageId, MessageRecord, ThreadKey } from "../../core/records.ts";

const DELIVERIES: Record<DeliveryStatus, Delivery> = {
  [DeliveryStatus.Unpublished]: "unpublished",
  [DeliveryStatus.Published]: "published",
  [DeliveryStatus.Failed]: "failed",
};

const utf8 = new TextDecoder();

/** A stored message as a record; undefined for what has nothing to show (a read receipt). */
export function toMessageRecord(message: Message, thread: ThreadKey): MessageRecord | undefined {
  const { type, fallback, compression, content: body } = message.content;
  const encoded = {
    ...(type && { type }),
    ...(fallback !== undefined && { fallback }),
    compressed: compression !== undefined && compression !== null,
    bytes: body,
    readText: () => utf8.decode(body),
  };
  const content = toMessageContent(encoded, thread);
  if (!content) return undefined;
  return {
    id: message.id as MessageId,
    thread,
    senderInboxId: message.senderInboxId as InboxId,
    sentAtNs: message.sentAtNs,
    content,
    delivery: DELIVERIES[message.deliveryStatus],
  };
}
