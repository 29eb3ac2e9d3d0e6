/** Records as the XMTP adapter gives them: parsed at the edge, branded, plain data. */

import type { AttachedFile, InlineFile, RemoteFile } from "@/lib/attachments/core/attachment.ts";
import type { CallMedia, CallOutcome, GroupCallOutcome } from "@/lib/calls/core/call-outcome.ts";
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

/** What can be quoted: a content that does not itself stand on another message. */
export type PlainContent =
  /** Markdown (CommonMark) is kept as its sender wrote it; only a safe subset is ever drawn. */
  | WrittenText
  | { type: "attachments"; files: readonly AttachedFile[] }
  | { type: "transaction"; transaction: TransactionReference }
  | { type: "wallet-calls"; request: WalletCallsRequest }
  | { type: "group-changed"; by: InboxId; changes: GroupChange[] }
  | ShipmentContent
  /** A call that its sender made. All that was said of it is in this one row. */
  | { type: "call"; media: CallMedia; outcome: CallOutcome; group?: GroupCallOutcome }
  /** Taken back for everyone, by who wrote it or by a super admin. */
  | { type: "deleted"; by: InboxId }
  | { type: "unsupported"; contentType: string; fallback?: string };

/** What a message says. A type that this version can't show keeps its name and its fallback text. */
export type MessageContent =
  | PlainContent
  | { type: "reply"; to: QuotedMessage; content: PlainContent };

/**
 * Files of this device on their way into a message: no network knows of them, and the row with this
 * `key` becomes the message's.
 */
export type ShipmentContent = {
  type: "shipment";
  key: string;
  files: readonly InlineFile[];
};

/** What a reply stands on; who and what are known when the message is on this device. */
export type QuotedMessage = { id: MessageId; senderInboxId?: InboxId; content?: PlainContent };

/** One thing that one commit changed in a group. */
export type GroupChange =
  | {
      kind:
        | "added"
        | "removed"
        /** Asked to be let go. */
        | "leaving"
        | "left"
        | "made-admin"
        | "no-longer-admin"
        | "made-super-admin"
        | "no-longer-super-admin";
      inboxIds: InboxId[];
    }
  /** `value` is left out when it was taken away. Times of disappearing are in nanoseconds. */
  | { kind: "name" | "description" | "picture" | "disappearing"; value?: string };

/** How one stands to a group. Only a member reads and writes what is new in it. */
export type Standing =
  | "member"
  /** Asked to be let go; the next super admin's device that hears of it does so. */
  | "leaving"
  | "left"
  | "removed"
  /** The group came from an archive: this device has no part in it. */
  | "restored";

/** A transaction that somebody says they made (XIP-21). Nothing of it is proven. */
export type TransactionReference = {
  /** CAIP-2 namespace; Ethereum's unless it is given. */
  namespace?: string;
  /** Chain id, as a decimal or hexadecimal number. */
  networkId: string;
  /** The transaction's hash. */
  reference: string;
  metadata?: {
    transactionType: string;
    currency: string;
    amount: number;
    decimals: number;
    fromAddress: string;
    toAddress: string;
  };
};

/** Calls that somebody asks a wallet to make (XIP-59, EIP-5792). Values are hexadecimal. */
export type WalletCallsRequest = {
  version: string;
  chainId: string;
  from: string;
  calls: {
    to?: string;
    data?: string;
    value?: string;
    gas?: string;
    metadata?: Record<string, string>;
  }[];
  capabilities?: Record<string, string>;
};

/** What people feel about a message, in the order of their first use. */
export type Reaction = { emoji: string; inboxIds: readonly InboxId[] };

/** Words, as they are or formatted (Markdown). */
export type WrittenText = { type: "text" | "markdown"; text: string };

/** Files that lie in an archive, and what opens them. */
export type WrittenFiles = { type: "attachments"; files: readonly RemoteFile[] };

/** What a person may write. All but a text and a reply act on a message that is there already. */
export type OutgoingContent =
  | WrittenText
  | WrittenFiles
  | { type: "reply"; to: QuotedMessage; content: WrittenText | WrittenFiles }
  | {
      type: "reaction";
      to: MessageId;
      toInboxId: InboxId;
      emoji: string;
      action: "added" | "removed";
    }
  | { type: "deletion"; of: MessageId }
  /** People to be added to a group that was made here: whatever is written in it comes after. */
  | { type: "invitation"; inboxIds: readonly InboxId[] }
  | { type: "transaction"; transaction: TransactionReference }
  | { type: "wallet-calls"; request: WalletCallsRequest };

/** What stands at the end of a thread until the network has it. */
export type PendingContent =
  | OutgoingContent
  | ShipmentContent
  | { type: "reply"; to: QuotedMessage; content: ShipmentContent };

/** An outgoing content that travels as one envelope. */
export type SentContent = Exclude<OutgoingContent, { type: "invitation" }>;

/** An outgoing content that becomes a message of its own in the thread. */
export type WrittenContent = Exclude<OutgoingContent, MessageAction | { type: "invitation" }>;

/** What was stored as a message, to be written again; undefined for what this app never writes. */
export function toWritten(content: MessageContent): WrittenContent | undefined {
  switch (content.type) {
    case "text":
    case "markdown":
    case "transaction":
    case "wallet-calls":
      return content;
    case "attachments":
      return toWrittenFiles(content.files);
    case "reply": {
      const { to, content: said } = content;
      const isText = said.type === "text" || said.type === "markdown";
      if (isText) return { type: "reply", to, content: said };
      const files = said.type === "attachments" && toWrittenFiles(said.files);
      return files ? { type: "reply", to, content: files } : undefined;
    }
    default:
      return undefined;
  }
}

/** The files that a message or an answer consists of. */
export function filesIn(content: MessageContent): readonly AttachedFile[] {
  const said = content.type === "reply" ? content.content : content;
  return said.type === "attachments" ? said.files : [];
}

/** Files that lie somewhere can be written as they are; those that came inside a message do not. */
export function toWrittenFiles(files: readonly AttachedFile[]): WrittenFiles | undefined {
  const remote = files.filter((file) => file.kind === "remote");
  return remote.length === files.length ? { type: "attachments", files: remote } : undefined;
}

/** Whether it was said; what happened to a conversation stands between that. */
export function isSaid({ type }: MessageContent): boolean {
  return type !== "group-changed" && type !== "call";
}

/** Something that is done to a message that is there. */
export type MessageAction = Extract<OutgoingContent, { type: "reaction" | "deletion" }>;

export function isAction(content: PendingContent): content is MessageAction {
  return content.type === "reaction" || content.type === "deletion";
}

/** Whether a content is a message of its own; else it does something to what is there. */
export function isWritten(
  content: PendingContent,
): content is Exclude<PendingContent, MessageAction | { type: "invitation" }> {
  return !isAction(content) && content.type !== "invitation";
}

/** Whether somebody wants to hear from this conversation; shared by all devices of an inbox. */
export type Consent = "unknown" | "allowed" | "denied";

/** What was decided about a conversation. */
export type Decision = { thread: ThreadKey; consent: Consent };

export type Delivery = "unpublished" | "published" | "failed";

export type MessageRecord = {
  id: MessageId;
  thread: ThreadKey;
  senderInboxId: InboxId;
  /** The network's timestamp once published; this device's until then. */
  sentAtNs: bigint;
  content: MessageContent;
  delivery: Delivery;
  /** Left out when there are none. */
  reactions?: readonly Reaction[];
  /** When it disappears, by this device's clock: so long after it was sent, whenever it arrived. */
  expiresAtNs?: bigint;
};

/** Until when somebody has read a thread, and whether their app understands Parley's own types. */
export type ReadTime = { untilNs: bigint; isFromParley: boolean };

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
  /** Left out where one is a member, and of a DM. */
  standing?: Exclude<Standing, "member">;
  /** How long what is written stays, in milliseconds; left out while it stays for ever. */
  disappearAfterMs?: number;
  createdAtNs: bigint;
  consent: Consent;
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
