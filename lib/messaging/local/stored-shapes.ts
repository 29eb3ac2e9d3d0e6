import type { StoredOutgoing } from "../core/outbox.ts";
import type { Consent, ConversationRecord, Decision, MessageRecord } from "../core/records.ts";
import type { LocalSnapshot } from "../ports/stores.ts";

/*
 * What a browser kept may be of another version of Parley, or edited by hand. Nothing of it is
 * worth an inbox that does not open: what does not read as ours is as good as not there.
 */

/** Whether a value from the disk is a snapshot that can be shown. */
export function isSnapshot(value: unknown): value is LocalSnapshot {
  return (
    isObject(value) &&
    Array.isArray(value.conversations) &&
    value.conversations.every(isConversation) &&
    isRecordOf(value.recentMessages, (each) => Array.isArray(each) && each.every(isMessage)) &&
    isRecordOf(value.readUntilNs, (each) => typeof each === "bigint") &&
    isRecordOf(value.unreadCounts, (each) => typeof each === "number")
  );
}

/** Whether a value from the disk is a message that can be sent. */
export function isOutgoing(value: unknown): value is StoredOutgoing {
  return (
    isObject(value) &&
    typeof value.key === "string" &&
    isThreadKey(value.thread) &&
    typeof value.writtenAtMs === "number" &&
    isObject(value.content) &&
    isOutgoingContent(value.content)
  );
}

const CONSENTS = new Set<unknown>(["unknown", "allowed", "denied"] satisfies Consent[]);

/** Whether a value from the disk is a decision that can be carried out. */
export function isDecision(value: unknown): value is Decision {
  return isObject(value) && isThreadKey(value.thread) && CONSENTS.has(value.consent);
}

function isConversation(value: unknown): value is ConversationRecord {
  return (
    isObject(value) &&
    isThreadKey(value.key) &&
    typeof value.id === "string" &&
    typeof value.createdAtNs === "bigint" &&
    CONSENTS.has(value.consent) &&
    (value.name === undefined || typeof value.name === "string") &&
    (value.peer === undefined || isPeer(value.peer)) &&
    (value.lastMessage === undefined || isMessage(value.lastMessage))
  );
}

function isPeer(value: unknown): boolean {
  return isObject(value) && typeof value.inboxId === "string" && typeof value.address === "string";
}

function isMessage(value: unknown): value is MessageRecord {
  return (
    isObject(value) &&
    typeof value.id === "string" &&
    isThreadKey(value.thread) &&
    typeof value.senderInboxId === "string" &&
    typeof value.sentAtNs === "bigint" &&
    typeof value.delivery === "string" &&
    isObject(value.content) &&
    isContent(value.content) &&
    (value.reactions === undefined ||
      (Array.isArray(value.reactions) && value.reactions.every(isReaction))) &&
    (value.expiresAtNs === undefined || typeof value.expiresAtNs === "bigint")
  );
}

function isReaction(value: unknown): boolean {
  return isObject(value) && typeof value.emoji === "string" && Array.isArray(value.inboxIds);
}

function isContent(content: Record<string, unknown>): boolean {
  if (content.type !== "reply") return isPlainContent(content);
  return isQuoted(content.to) && isObject(content.content) && isPlainContent(content.content);
}

function isQuoted(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.id === "string" &&
    (value.content === undefined || (isObject(value.content) && isPlainContent(value.content)))
  );
}

function isPlainContent(content: Record<string, unknown>): boolean {
  switch (content.type) {
    case "text":
    case "markdown":
      return typeof content.text === "string";
    case "deleted":
      return typeof content.by === "string";
    case "group-changed":
      return typeof content.by === "string" && Array.isArray(content.changes);
    case "attachments":
      return Array.isArray(content.files) && content.files.every(isFile);
    case "transaction":
      return isObject(content.transaction) && typeof content.transaction.reference === "string";
    case "wallet-calls":
      return isObject(content.request) && Array.isArray(content.request.calls);
    case "call":
      return typeof content.media === "string" && isObject(content.outcome);
    case "unsupported":
      return typeof content.contentType === "string";
    default:
      return false;
  }
}

function isFile(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { kind, url, contentDigest, secret, salt, nonce } = value;
  if (kind === "inline") return typeof value.mimeType === "string";
  const said = [url, contentDigest, secret, salt, nonce];
  return kind === "remote" && said.every((each) => typeof each === "string");
}

function isOutgoingContent(content: Record<string, unknown>): boolean {
  switch (content.type) {
    case "text":
    case "markdown":
    case "transaction":
    case "wallet-calls":
    case "attachments":
    case "reply":
      return isContent(content);
    case "deletion":
      return typeof content.of === "string";
    case "invitation":
      return Array.isArray(content.inboxIds);
    case "reaction":
      return typeof content.to === "string" && typeof content.emoji === "string";
    default:
      return false;
  }
}

function isThreadKey(value: unknown): boolean {
  return typeof value === "string" && /^(?:dm|group):/.test(value);
}

function isRecordOf(value: unknown, isEach: (each: unknown) => boolean): boolean {
  return isObject(value) && Object.values(value).every(isEach);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
