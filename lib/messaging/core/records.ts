/** Records as the XMTP adapter gives them: parsed at the edge, branded, plain data. */

import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";

/** An MLS group on the network; a DM may be several of them at once (both sides began it). */
export type ConversationId = string & { readonly __brand: "ConversationId" };

/**
 * Names a thread by who it is with: `dm:<inbox id>` or `group:<conversation id>`. A DM has its
 * key before its first group exists and keeps it when the network stitches duplicates.
 */
export type ThreadKey = `dm:${string}` | `group:${string}`;

export type MessageId = string & { readonly __brand: "MessageId" };

/** What a message says. A type that this version can't show keeps its name and its fallback text. */
export type MessageContent =
  | { type: "text"; text: string }
  | { type: "members-changed"; added: InboxId[]; removed: InboxId[] }
  | { type: "unsupported"; contentType: string; fallback?: string };

export type OutgoingContent = { type: "text"; text: string };

export type Delivery = "unpublished" | "published" | "failed";

export type MessageRecord = {
  id: MessageId;
  thread: ThreadKey;
  senderInboxId: InboxId;
  /** The network's timestamp once published; this device's until then. */
  sentAtNs: bigint;
  content: MessageContent;
  delivery: Delivery;
};

export type PeerRecord = { inboxId: InboxId; address: Address };

export type ConversationRecord = {
  key: ThreadKey;
  /** The group that is written to now; another one may take over after a duplicate was found. */
  id: ConversationId;
  kind: "dm" | "group";
  /** The other side of a DM. */
  peer?: PeerRecord;
  /** A group's name. */
  name?: string;
  createdAtNs: bigint;
  lastMessage?: MessageRecord;
};

/** An MLS group's id is any bytes (RFC 9420); libxmtp makes sixteen. As hex, or undefined. */
export function parseConversationId(text: string): ConversationId | undefined {
  return /^(?:[0-9a-f]{2}){1,64}$/.test(text) ? (text as ConversationId) : undefined;
}

export function groupKey(id: ConversationId): ThreadKey {
  return `group:${id}`;
}

export function dmKey(inboxId: InboxId): ThreadKey {
  return `dm:${inboxId}`;
}

/** The inbox that a DM's key names; undefined for a group. */
export function dmInboxId(key: ThreadKey): InboxId | undefined {
  return key.startsWith("dm:") ? (key.slice(3) as InboxId) : undefined;
}
