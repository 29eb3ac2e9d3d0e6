import type { CallSignal, HeardSignal } from "@/lib/calls/core/signal.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId, InstallationId } from "@/lib/identity/core/ids.ts";
import type { InboxUse } from "@/lib/identity/core/inbox-use.ts";
import type { GroupEdit, GroupRecord, NewGroup } from "../core/group.ts";
import type {
  Consent,
  ConversationRecord,
  MessageId,
  MessageRecord,
  PeerRecord,
  ReadTime,
  SentContent,
  ThreadKey,
} from "../core/records.ts";
import type { NewsListener } from "../core/stream-news.ts";
import type { Unsubscribe } from "./host.ts";
import type { InboxChanges } from "./inbox-changes.ts";

/** One page of a thread, oldest first. */
export type MessagePage = { messages: MessageRecord[]; hasOlder: boolean };

/** A page in the other direction, oldest first too. */
export type NewerPage = { messages: MessageRecord[]; hasNewer: boolean };

export type StreamHandlers = NewsListener & {
  /** The stream is over (node gone, reader too slow): the caller opens a new one. */
  onEnd: (cause: unknown) => void;
};

/**
 * The part of an XMTP client that Parley uses. Reads are local; what needs the network says so,
 * and fails with `xmtp.unreachable` within seconds when the node does not answer.
 */
export type XmtpClient = InboxChanges & {
  readonly inboxId: InboxId;
  readonly installationId: InstallationId;
  readonly address: Address;

  /** Local. Every conversation with its last message. */
  listConversations(): Promise<ConversationRecord[]>;
  /**
   * Local. The newest `limit` messages, or those sent at `untilNs` and before; with
   * `insertedAfterNs` only those that this device has stored since, by its own clock, and perhaps
   * some of the two minutes before.
   */
  listMessages(
    thread: ThreadKey,
    page: { untilNs?: bigint; insertedAfterNs?: bigint; limit: number },
  ): Promise<MessagePage>;
  /** Local. The oldest `limit` messages of those sent at `fromNs` and after. */
  listNewer(thread: ThreadKey, page: { fromNs: bigint; limit: number }): Promise<NewerPage>;
  /** Local. Messages by id, in the order of the ids; who is not there any more is left out. */
  readMessages(ids: readonly MessageId[]): Promise<MessageRecord[]>;
  /** Local. The bytes of the file that came inside a message; undefined when it is not there. */
  readInlineFile(messageId: MessageId): Promise<Uint8Array | undefined>;
  /**
   * Local. Own messages, in any conversation, that were not taken back and have one of these files,
   * each named by the digest of its sealed bytes.
   */
  findOwnWithFiles(contentDigests: readonly string[]): Promise<MessageId[]>;
  /**
   * Local. How many messages of others came after the given time, and after the last read receipt
   * that another device of this inbox sent, by thread; zeros left out.
   */
  countUnread(readUntilNs: Record<ThreadKey, bigint>): Promise<Record<ThreadKey, number>>;

  /** Network. The inbox of an address, or undefined when it is not on XMTP yet. */
  findInbox(address: Address): Promise<InboxId | undefined>;
  /** The addresses of inboxes; local once an inbox was met. One without an address is left out. */
  findPeers(inboxIds: readonly InboxId[]): Promise<PeerRecord[]>;
  /** The conversation with an inbox: the local one, or made over the network when there is none. */
  openDm(inboxId: InboxId): Promise<ConversationRecord>;

  /**
   * Local, but for a DM that came from an archive, which is begun anew. Stores an outgoing message
   * without publishing it. The same key and content give the same id, so a repetition never
   * doubles.
   */
  prepare(thread: ThreadKey, content: SentContent, idempotencyKey: string): Promise<MessageId>;
  /**
   * Network. Publishes a prepared message. Gives the message in which it shows, as the network
   * ordered it: itself, or what it reacts to or takes back (undefined when that is not here). A
   * message that is published already is given back as it is.
   */
  publish(messageId: MessageId): Promise<MessageRecord | undefined>;
  /** Local. Forgets a message; one that is not there any more is no mistake. */
  deleteMessage(messageId: MessageId): Promise<void>;

  /**
   * Local; the other devices of this inbox hear of it later. For a DM it is decided about the
   * inbox as well.
   */
  setConsent(thread: ThreadKey, consent: Consent): Promise<void>;
  /** Local. Until when each has read a thread, of those who say so. */
  readTimes(thread: ThreadKey): Promise<Record<InboxId, ReadTime>>;
  /** Network. Says once that one has read, or is writing. What is lost is not said again. */
  signal(thread: ThreadKey, signal: "read" | "typing", readUntilNs?: bigint): Promise<void>;

  /**
   * Network. Says something of a call, once; the stream of every device tells it, this one's too. It
   * shows in no thread.
   */
  sendCall(thread: ThreadKey, signal: CallSignal): Promise<void>;
  /** Local. What was said of calls in a thread since then, oldest first. */
  readCalls(thread: ThreadKey, sinceMs: number): Promise<HeardSignal[]>;

  /** Local. A group of oneself alone, with oneself as its super admin; others are added after. */
  createGroup(group: NewGroup): Promise<ConversationRecord>;
  /** Local. All that this device knows of a group; undefined for one that it does not have. */
  readGroup(thread: ThreadKey): Promise<GroupRecord | undefined>;
  /**
   * Network. Changes a group as it stands there, not as it is known here; of a DM only how long
   * messages stay. What is so already is no mistake. Fails with `group.*`, and before anything is
   * tried with `xmtp.unreachable`; after that code, a look at the group tells whether it happened.
   */
  changeGroup(thread: ThreadKey, edit: GroupEdit): Promise<void>;

  /** Network. New conversations, then the messages of all; `onConversation` as each is ready. */
  syncAll(onConversation?: (conversation: ConversationRecord) => void): Promise<void>;
  /** Network. Streams live messages and conversations; resolves when the subscription stands. */
  stream(handlers: StreamHandlers): Promise<Unsubscribe>;
  /** Network. The cheapest question there is: resolves when the node answers. */
  probe(): Promise<void>;

  /** Network. Installations, wallets and identity updates of this inbox. */
  readUse(): Promise<InboxUse>;
  /** Network. Whether this installation belongs to its inbox still, or was revoked. */
  isInstalled(): Promise<boolean>;

  /**
   * Local. The parts that together are everything in this device's store, oldest first, with about
   * `most` messages each: the store does nothing else while it makes one.
   */
  planArchive(most: number): Promise<ArchivePart[]>;
  /**
   * Local. A part of this device's store, encrypted with a 32-byte key; readable by `importArchive`
   * of any libxmtp.
   */
  createArchive(key: Uint8Array, part: ArchivePart): Promise<Uint8Array>;
  /**
   * Local. Puts an archive's messages beside those there are. Fails with `archive.unreadable`, and
   * with `archive.damaged`: also where a message comes before its conversation, which another part
   * brings.
   */
  importArchive(archive: Uint8Array, key: Uint8Array): Promise<void>;
  /** Network. Asks the other devices of this inbox for their messages. */
  requestHistory(): Promise<void>;
  /**
   * Network. Hears what the devices of this inbox ask each other and answers; what is answered to
   * this one is in the store some moments later.
   */
  syncDevices(): Promise<void>;
  /** Local. How much people wrote of what this device's store holds. */
  countStored(): Promise<StoredCount>;

  /**
   * Local. Signs a text with this installation's key, under a context that the protocol's own
   * signatures never use. 64 bytes of Ed25519, for `InboxReader.isSignedBy`.
   */
  signWithInstallationKey(text: string): Promise<Uint8Array>;

  /** Ends the client and frees its store for another tab. */
  close(): Promise<void>;
};

/** What one archive takes in. */
export type ArchivePart =
  /** Conversations that began, and messages that were sent, after one time and up to another. */
  | { kind: "messages"; afterNs?: bigint; untilNs?: bigint }
  /** Whom one allowed and blocked. */
  | { kind: "consent" };

export type StoredCount = { conversations: number; messages: number };
