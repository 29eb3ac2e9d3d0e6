import type {
  DecodedMessage,
  DecodedMessageContent,
  EncodedContent,
  EnrichedReply,
  GroupUpdated,
} from "@xmtp/wasm-bindings";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import {
  dmInboxId,
  type GroupChange,
  type MessageContent,
  type MessageId,
  type PlainContent,
  type QuotedMessage,
  type ThreadKey,
} from "../../core/records.ts";
import { type CallOf, isCallSignal } from "./call-signals.ts";
import { decodeFiles } from "./decode-files.ts";
import { ENCLOSED_PARAMETER } from "./encode-files.ts";
import type { EncodedOf } from "./find-stored.ts";
import { readParameters } from "./protobuf.ts";
import { isTypingSignal, parametersOf } from "./signals.ts";

/** Where a message is, and how it was sent. */
export type ContentSource = { thread: ThreadKey; encodedOf: EncodedOf; callOf: CallOf };

/**
 * What a message of a thread says, or undefined when there is nothing to show for it. A type
 * that this version does not know keeps its name and the fallback text that its sender gave (XIP-5).
 */
export function toMessageContent(
  message: DecodedMessage,
  source: ContentSource,
): MessageContent | undefined {
  const { content } = message;
  if (content.type !== "reply") return toPlainContent(content, message, source);
  return toReply(content.content, message, source);
}

type Envelope = Pick<DecodedMessage, "id" | "contentType" | "fallback" | "senderInboxId"> & {
  /** It lies inside a reply. */
  isInner?: true;
};

function toPlainContent(
  content: DecodedMessageContent,
  envelope: Envelope,
  source: ContentSource,
): PlainContent | undefined {
  const files = decodeFiles(content, () => enclosedIn(envelope, source));
  if (files) return { type: "attachments", files };
  switch (content.type) {
    case "text":
      return { type: "text", text: content.content };
    case "markdown":
      return { type: "markdown", text: content.content };
    case "deletedMessage": {
      const by = content.content.adminInboxId ?? envelope.senderInboxId;
      return { type: "deleted", by: by as InboxId };
    }
    case "groupUpdated":
      return toGroupChanged(content.content, source.thread);
    case "transactionReference":
      return { type: "transaction", transaction: content.content };
    case "walletSendCalls":
      return { type: "wallet-calls", request: content.content };
    case "reaction":
    case "readReceipt":
      return undefined;
    case "leaveRequest": {
      const by = envelope.senderInboxId as InboxId;
      return { type: "group-changed", by, changes: [{ kind: "leaving", inboxIds: [by] }] };
    }
    case "custom":
      if (isTypingSignal(content.content.type)) return undefined;
      if (isCallSignal(content.content.type)) return source.callOf(envelope.id);
      return unsupported(content.content.type ?? envelope.contentType, envelope.fallback);
    default:
      return unsupported(envelope.contentType, envelope.fallback);
  }
}

function enclosedIn({ id, isInner }: Envelope, { encodedOf }: ContentSource): string | undefined {
  const encoded = encodedOf(id);
  if (!encoded) return undefined;
  const parameters = isInner ? readParameters(encoded.content) : parametersOf(encoded);
  return parameters.find(([name]) => name === ENCLOSED_PARAMETER)?.[1];
}

function toReply(
  { referenceId, content, inReplyTo }: EnrichedReply,
  envelope: DecodedMessage,
  source: ContentSource,
): MessageContent | undefined {
  // The sender of a reply gives the fallback for all of it.
  const inner = { ...envelope, ...innerType(content), isInner: true } as const;
  const said = toPlainContent(content, inner, source);
  return said && { type: "reply", to: toQuoted(referenceId, inReplyTo, source), content: said };
}

function innerType(content: DecodedMessageContent): Partial<Envelope> {
  const type = content.type === "custom" ? content.content.type : undefined;
  return type ? { contentType: type } : {};
}

function toQuoted(
  referenceId: string,
  quoted: DecodedMessage | undefined,
  source: ContentSource,
): QuotedMessage {
  const id = referenceId as MessageId;
  if (!quoted) return { id };
  const content =
    quoted.content.type === "reply"
      ? toPlainContent(quoted.content.content.content, { ...quoted, isInner: true }, source)
      : toPlainContent(quoted.content, quoted, source);
  return { id, senderInboxId: quoted.senderInboxId as InboxId, ...(content && { content }) };
}

function unsupported(type: EncodedContent["type"], fallback: string | undefined): PlainContent {
  return {
    type: "unsupported",
    contentType: type
      ? `${type.authorityId}/${type.typeId}:${type.versionMajor}.${type.versionMinor}`
      : "unknown",
    ...(fallback && { fallback }),
  };
}

/** The fields of a group that are worth a line in its thread, by their name in the protocol. */
const FIELDS = {
  group_name: "name",
  description: "description",
  group_image_url_square: "picture",
  message_disappear_in_ns: "disappearing",
} as const;

/** A DM has the same two members for ever: that they came is no news. */
function toGroupChanged(update: GroupUpdated, thread: ThreadKey): PlainContent | undefined {
  const people = dmInboxId(thread) ? [] : peopleChanges(update);
  const changes = [...people, ...fieldChanges(update)];
  if (changes.length === 0) return undefined;
  return { type: "group-changed", by: update.initiatedByInboxId as InboxId, changes };
}

function peopleChanges(update: GroupUpdated): GroupChange[] {
  const groups = [
    ["added", update.addedInboxes],
    ["removed", update.removedInboxes],
    ["left", update.leftInboxes],
    ["made-super-admin", update.addedSuperAdminInboxes],
    ["no-longer-super-admin", update.removedSuperAdminInboxes],
    ["made-admin", update.addedAdminInboxes],
    ["no-longer-admin", update.removedAdminInboxes],
  ] as const;
  return groups
    .filter(([, inboxes]) => inboxes.length > 0)
    .map(([kind, inboxes]) => ({
      kind,
      inboxIds: inboxes.map(({ inboxId }) => inboxId as InboxId),
    }));
}

function fieldChanges({ metadataFieldChanges }: GroupUpdated): GroupChange[] {
  return metadataFieldChanges.flatMap(({ fieldName, newValue }) => {
    const kind = FIELDS[fieldName as keyof typeof FIELDS];
    const isNothing = !newValue || (kind === "disappearing" && newValue === "0");
    return kind ? [{ kind, ...(!isNothing && { value: newValue }) }] : [];
  });
}
