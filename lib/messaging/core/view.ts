/** What the screen shows: made by the pure cores, held by the store, read through `lib/react`. */

import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { GroupRecord } from "./group.ts";
import type {
  Consent,
  ConversationId,
  MessageContent,
  MessageId,
  Reaction,
  Standing,
  ThreadKey,
} from "./records.ts";

export type { ThreadKey } from "./records.ts";

/** Whether what was written now reaches the network now. */
export type Connection =
  | { kind: "connecting" }
  | { kind: "live" }
  /** The node does not answer; the next try is at `retryAtMs`. */
  | { kind: "unreachable"; sinceMs: number; retryAtMs: number };

export type SendState =
  | { kind: "sending" }
  /** Kept on this device until the network answers; leaves by itself, in order. */
  | { kind: "waiting" }
  | { kind: "sent" }
  | { kind: "failed"; reason: ErrorCode };

export type InboxRow = {
  key: ThreadKey;
  kind: "dm" | "group";
  peer?: { inboxId: InboxId; address: Address };
  name?: string;
  consent: Consent;
  preview?: RowPreview;
  /** Time of the last message, or of creation. */
  lastAtMs: number;
  unreadCount: number;
};

/** The last line of a conversation. */
export type RowPreview = {
  content: MessageContent;
  mine: boolean;
  state: SendState;
  /** Of a group: who wrote it, if it was another one. */
  senderInboxId?: InboxId;
  /** Of a group: addresses of those whom the line is read with, as far as they are known. */
  people?: ReadonlyMap<InboxId, Address>;
};

/** People on their way into a group, and why they are not in it yet. */
export type Invitation = {
  /** To be tried again or given up by. */
  key: string;
  inboxIds: readonly InboxId[];
  state: Exclude<SendState, { kind: "sent" }>;
};

export type TimelineItem =
  | { kind: "day"; key: string; startsAtMs: number }
  | {
      kind: "message";
      /** Stable from the moment of writing, through sent, to a reload. */
      key: string;
      /** Its id on the network; left out until this device has stored it. */
      id?: MessageId;
      mine: boolean;
      senderInboxId: InboxId;
      content: MessageContent;
      sentAtMs: number;
      state: SendState;
      reactions?: readonly Reaction[];
      /** When it disappears. */
      expiresAtMs?: number;
      /** First and last of consecutive messages of one person within five minutes. */
      opensGroup: boolean;
      closesGroup: boolean;
    };

export type Thread = {
  key: ThreadKey;
  conversationId?: ConversationId;
  peer?: { inboxId: InboxId; address: Address };
  name?: string;
  /** Left out while there is no conversation yet. */
  consent?: Consent;
  /** Left out where one is a member, and of a DM. */
  standing?: Exclude<Standing, "member">;
  /** How long what is written stays; left out while it stays for ever. */
  disappearAfterMs?: number;
  /** Given once the group was read. */
  group?: GroupRecord;
  invitations?: readonly Invitation[];
  /** Until when the others have read, of those who say so. */
  readUntilMs?: ReadonlyMap<InboxId, number>;
  /** Who is writing at this moment. */
  typing?: readonly InboxId[];
  /** Whose addresses are known of those who wrote in a group. */
  senders?: ReadonlyMap<InboxId, Address>;
  /** `loading` only until the local store has answered. */
  status: "loading" | "ready";
  items: readonly TimelineItem[];
  hasOlder: boolean;
  /** The items are from the middle of the history: the latest messages are not among them. */
  hasNewer: boolean;
  /** The item that somebody asked to see: to be scrolled to at each new `turn`, and marked. */
  target?: { itemKey: string; turn: number };
};
