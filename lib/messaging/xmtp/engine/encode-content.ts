import {
  type EncodedContent,
  encodeMarkdown,
  encodeReaction,
  encodeText,
  encodeTransactionReference,
  ReactionAction,
  ReactionSchema,
} from "@xmtp/wasm-bindings";
import { bytesField, concat } from "@/lib/protobuf/core/protobuf.ts";
import type { SentContent, WalletCallsRequest, WrittenText } from "../../core/records.ts";
import { encodeFiles, saidOf } from "./encode-files.ts";
import { textField } from "./protobuf.ts";
import { parametersOf } from "./signals.ts";

/**
 * Writes a content as XMTP carries it. The same content gives the same bytes: a message's id
 * comes from them, and a repetition must not be another message. So nothing here has more than
 * one parameter, which the engine would write in any order, but for a single file: `key` is
 * written into it, and finds it again (`single-file.ts`).
 */
export function encodeContent(content: SentContent, key: string): EncodedContent {
  switch (content.type) {
    case "text":
    case "markdown":
      return encodeWords(content);
    case "reply":
      return encodeReply(content);
    case "attachments":
      return encodeFiles(content, key);
    case "reaction":
      return encodeReaction({
        reference: content.to,
        referenceInboxId: content.toInboxId,
        action: content.action === "added" ? ReactionAction.Added : ReactionAction.Removed,
        content: content.emoji,
        schema: ReactionSchema.Unicode,
      });
    case "deletion":
      return encodeDeletion(content.of);
    case "transaction":
      return encodeTransactionReference(content.transaction);
    case "wallet-calls":
      return encodeWalletCalls(content.request);
  }
}

/** Whether other apps should wake their people for it. */
export function shouldPush({ type }: SentContent): boolean {
  return type !== "deletion" && type !== "reaction";
}

function encodeWords({ type, text }: WrittenText): EncodedContent {
  return type === "markdown" ? encodeMarkdown(text) : encodeText(text);
}

/** `xmtp.org/reply:1.0`: the reply's own content inside, the message that it stands on by reference. */
function encodeReply({ to, content }: Extract<SentContent, { type: "reply" }>): EncodedContent {
  return {
    type: { authorityId: "xmtp.org", typeId: "reply", versionMajor: 1, versionMinor: 0 },
    parameters: { reference: to.id },
    fallback: `Replied with ${content.type === "attachments" ? saidOf(content.files) : `"${content.text}"`} to an earlier message`,
    content: serialize(
      content.type === "attachments" ? encodeFiles(content) : encodeWords(content),
    ),
  };
}

/**
 * `xmtp.org/walletSendCalls:1.0` (XIP-59) is JSON. Written here: the engine would put what people
 * read beside a call in any order, and the message would be another one each time.
 */
function encodeWalletCalls(request: WalletCallsRequest): EncodedContent {
  const { calls } = request;
  const said = calls.flatMap(({ metadata }) => metadata?.description ?? []).join(", ");
  return {
    type: { authorityId: "xmtp.org", typeId: "walletSendCalls", versionMajor: 1, versionMinor: 0 },
    parameters: {},
    fallback: `Asks your wallet for ${calls.length === 1 ? "a transaction" : `${calls.length} transactions`}${said && `: ${said}`}`,
    content: new TextEncoder().encode(JSON.stringify(request, inOrder)),
  };
}

/** The same things in the same order, wherever they were in between. */
function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `xmtp.mls.message_contents.DeleteMessage`: the id of the message, as hex. */
function encodeDeletion(messageId: string): EncodedContent {
  return {
    type: { authorityId: "xmtp.org", typeId: "deleteMessage", versionMajor: 1, versionMinor: 0 },
    parameters: {},
    content: textField(1, messageId),
  };
}

/** `xmtp.mls.message_contents.EncodedContent` as protobuf; for contents without compression. */
function serialize(encoded: EncodedContent): Uint8Array {
  const { type, content } = encoded;
  const parts = [];
  if (type) {
    const id = [textField(1, type.authorityId), textField(2, type.typeId)];
    // Versions are varints; those of the types written here are one byte, and 0 is left out.
    parts.push(bytesField(1, concat([...id, Uint8Array.of((3 << 3) | 0, type.versionMajor)])));
  }
  // In an order of their own: the engine gives those that it made in any.
  for (const [key, value] of parametersOf(encoded).sort(([a], [b]) => (a < b ? -1 : 1))) {
    parts.push(bytesField(2, concat([textField(1, key), textField(2, value)])));
  }
  parts.push(bytesField(4, content));
  return concat(parts);
}
