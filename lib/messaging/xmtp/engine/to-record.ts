import { type DecodedMessage, DeliveryStatus, ReactionAction } from "@xmtp/wasm-bindings";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { foldReactions, type ReactionEvent } from "../../core/reactions.ts";
import type { Delivery, MessageId, MessageRecord } from "../../core/records.ts";
import { type ContentSource, toMessageContent } from "./to-content.ts";

const DELIVERIES: Record<DeliveryStatus, Delivery> = {
  [DeliveryStatus.Unpublished]: "unpublished",
  [DeliveryStatus.Published]: "published",
  [DeliveryStatus.Failed]: "failed",
};

/**
 * A stored message as a record; undefined for what has nothing to show (a read receipt).
 * `deletedBy` is who took it back where the engine does not say so itself.
 */
export function toMessageRecord(
  message: DecodedMessage,
  source: ContentSource,
  deletedBy?: InboxId,
): MessageRecord | undefined {
  const senderInboxId = message.senderInboxId as InboxId;
  const content = deletedBy
    ? ({ type: "deleted", by: deletedBy } as const)
    : toMessageContent(message, source);
  if (!content) return undefined;
  const reactions = deletedBy ? undefined : foldReactions(message.reactions.flatMap(toEvent));
  return {
    id: message.id as MessageId,
    thread: source.thread,
    senderInboxId,
    sentAtNs: message.sentAtNs,
    content,
    delivery: DELIVERIES[message.deliveryStatus],
    ...(reactions && { reactions }),
    ...(message.expiresAtNs !== undefined && { expiresAtNs: message.expiresAtNs }),
  };
}

function toEvent({ content, senderInboxId, sentAtNs }: DecodedMessage): ReactionEvent[] {
  if (content.type !== "reaction") return [];
  const { content: emoji, action } = content.content;
  if (action === ReactionAction.Unknown) return [];
  return [
    {
      senderInboxId: senderInboxId as InboxId,
      sentAtNs,
      emoji,
      action: action === ReactionAction.Added ? "added" : "removed",
    },
  ];
}
