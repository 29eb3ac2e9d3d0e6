import type { CallSignal, HeardSignal } from "@/lib/calls/core/signal.ts";
import type { ParleyError } from "@/lib/errors/base.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import type { IdentityChange, UnsignedChange } from "@/lib/identity/core/identity-change.ts";
import type { InboxId, InstallationId } from "@/lib/identity/core/ids.ts";
import type { InboxUse } from "@/lib/identity/core/inbox-use.ts";
import type { OpenProgress } from "@/lib/identity/core/session.ts";
import type { WalletSignature } from "@/lib/identity/core/wallet-signature.ts";
import type { GroupEdit, GroupRecord, NewGroup } from "./core/group.ts";
import type { StoredOutgoing } from "./core/outbox.ts";
import type {
  Consent,
  ConversationRecord,
  Decision,
  MessageId,
  MessageRecord,
  PeerRecord,
  ReadTime,
  SentContent,
  ThreadKey,
} from "./core/records.ts";
import type { NewsListener } from "./core/stream-news.ts";

/** Ends what was begun. Calling it twice is harmless. */
export type Unsubscribe = () => void;

export type OpenRequest = {
  address: Address;
  /** Known from an earlier session: lets the store open with no network at all. */
  inboxId?: InboxId;
  /**
   * Keeps the store in memory: what it holds, and the installation that it registers, are good for
   * as long as the tab is there. Only for who knows that and wants it.
   */
  isTemporary?: true;
  onProgress?: (progress: OpenProgress) => void;
  /**
   * What was opened is gone for ever, though nobody closed it: its engine crashed, or the browser
   * ended it. Called once, with `xmtp.engine-died`; close it, and open another.
   */
  onDied?: (error: ParleyError) => void;
};

/**
 * What opening gives: a client that can work, or the one text that must be signed first
 * (XIP-46), or an inbox with no room for another installation. Nothing is registered until
 * `register` is called.
 */
export type OpenedClient =
  | { kind: "ready"; client: XmtpClient }
  | {
      kind: "needs-signature";
      inboxId: InboxId;
      signatureText: string;
      /** Left out for an inbox that this signature begins. */
      use?: InboxUse;
      register: (signature: WalletSignature) => Promise<XmtpClient>;
      /** Gives the store up again; nothing was registered. */
      cancel: () => Promise<void>;
    }
  | {
      kind: "full";
      use: InboxUse;
      /** Makes room; open again after that. */
      admin: InboxChanges;
      cancel: () => Promise<void>;
    };

/** Changes of an inbox, each signed by a wallet in between. */
export type InboxChanges = {
  /**
   * Network. Writes the change down, to be signed. Fails with `identity.has-inbox` when a wallet
   * to be added has an inbox of its own, `identity.is-recovery` when the account to be removed
   * decides, and `identity.update-limit`.
   */
  beginChange(change: IdentityChange): Promise<UnsignedChange>;
  /**
   * Network. Publishes a change that was signed; one that failed has to be begun anew. Fails with
   * `wallet.wrong-account` when somebody else signed.
   */
  applyChange(id: string, signature: WalletSignature): Promise<void>;
};

/**
 * Opens this device's XMTP client for an account.
 *
 * With `inboxId` it never registers: a store that is gone fails with `storage.lost`. Fails with
 * `storage.unavailable` when the browser keeps nothing (checked before anything is
 * registered), `storage.held`, `xmtp.unreachable`, `xmtp.engine`.
 */
export type OpenXmtpClient = (request: OpenRequest) => Promise<OpenedClient>;

/**
 * Begins to load the engine, for the opening that follows; what fails here fails there again.
 * Its file system is opened too if the caller `holdsLock`, the tab's. What comes back gives up
 * what no opening has taken.
 */
export type WarmEngine = (options: { holdsLock: boolean }) => Unsubscribe;

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

/** Who belongs to an inbox now. */
export type InboxMembers = {
  installationIds: readonly InstallationId[];
  wallets: readonly Address[];
};

/**
 * What the network says of any inbox, without a client of it. Network calls fail with
 * `xmtp.unreachable` within seconds, with `server.busy` when too much is asked at once, and with
 * `xmtp.engine-died` when the engine broke over it.
 */
export type InboxReader = {
  /**
   * Network. Every update of the inbox is verified here, not believed: the node can hide the newest
   * ones, but add none. (For contract wallets it is the node that asks their chain.) Fails with
   * `xmtp.not-registered` when there is no such inbox.
   */
  readMembers(inboxId: InboxId): Promise<InboxMembers>;
  /** Network. The inbox of an address, by the node's word. */
  findInbox(address: Address): Promise<InboxId | undefined>;
  /** Local. Whether the key of an installation signed exactly this. Any bytes may be given. */
  isSignedBy(asked: {
    installationId: InstallationId;
    text: string;
    signature: Uint8Array;
  }): Promise<boolean>;
};

/** What one archive takes in. */
export type ArchivePart =
  /** Conversations that began, and messages that were sent, after one time and up to another. */
  | { kind: "messages"; afterNs?: bigint; untilNs?: bigint }
  /** Whom one allowed and blocked. */
  | { kind: "consent" };

export type StoredCount = { conversations: number; messages: number };

/** What is one question and one answer: it may cross to a worker or another tab, and be asked twice. */
export const QUESTIONS = [
  "listConversations",
  "listMessages",
  "listNewer",
  "readMessages",
  "readInlineFile",
  "findOwnWithFiles",
  "countUnread",
  "findInbox",
  "findPeers",
  "openDm",
  "prepare",
  "publish",
  "setConsent",
  "readTimes",
  "signal",
  "sendCall",
  "readCalls",
  "createGroup",
  "readGroup",
  "changeGroup",
  "deleteMessage",
  "probe",
  "readUse",
  "isInstalled",
  "beginChange",
  "applyChange",
  "planArchive",
  "createArchive",
  "importArchive",
  "requestHistory",
  "syncDevices",
  "countStored",
  "signWithInstallationKey",
] as const satisfies readonly (keyof XmtpClient)[];

export type Question = (typeof QUESTIONS)[number];

/** What this device keeps beside the XMTP store, so that the screen paints before the engine is up. */
export type LocalSnapshot = {
  conversations: ConversationRecord[];
  /** The newest messages of the threads used last. */
  recentMessages: Record<ThreadKey, MessageRecord[]>;
  /** Newest message timestamp read, by thread. */
  readUntilNs: Record<ThreadKey, bigint>;
  unreadCounts: Record<ThreadKey, number>;
};

export type SnapshotStore = {
  load(inboxId: InboxId): Promise<LocalSnapshot | undefined>;
  save(inboxId: InboxId, snapshot: LocalSnapshot): Promise<void>;
  /** Forgets the snapshot, the outbox and the decisions of an inbox. */
  erase(inboxId: InboxId): Promise<void>;
};

/** What was written and has not left yet: survives a reload, a crash, a day offline. */
export type OutboxStore = {
  load(inboxId: InboxId): Promise<StoredOutgoing[]>;
  put(inboxId: InboxId, outgoing: StoredOutgoing): Promise<void>;
  remove(inboxId: InboxId, key: string): Promise<void>;
};

/** What was decided and is not in the engine's store yet: a tab may close before it is. */
export type DecisionStore = {
  load(inboxId: InboxId): Promise<Decision[]>;
  /** The latest for its thread counts. */
  put(inboxId: InboxId, decision: Decision): Promise<void>;
  remove(inboxId: InboxId, thread: ThreadKey): Promise<void>;
};

/**
 * One tab of a profile owns the client (Web Locks): a second client on one origin would
 * silently work in memory and register a throwaway installation.
 */
export type TabLock = {
  /**
   * Resolves with `held`, or `elsewhere` when another tab has it. Fails with `storage.unavailable`
   * where the browser denies site data, and locks with it.
   */
  acquire(): Promise<"held" | "elsewhere">;
  /** Gets in line for it. */
  wait(): LockTurn;
  /**
   * Asks the holder to let go, waits for the lock and takes it, before who else is in line.
   * Fails with `tab.elsewhere` when the holder does not answer within seconds.
   */
  takeOver(): Promise<void>;
  /** Another tab wants it: finish, close, then call `release`. */
  onHandoverRequested(listener: () => void): Unsubscribe;
  release(): void;
};

/** A place in the line for the lock. */
export type LockTurn = {
  /** True once the lock is this tab's; false when it left the line before. */
  granted: Promise<boolean>;
  leave(): void;
};

/** Carries what the tabs of one profile say to each other. Nobody hears themselves. */
export type TabChannel = {
  /** To all other tabs, in the order of posting; plain data (structured clone). */
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): Unsubscribe;
};

/** What this browser keeps of this site, and for how long. */
export type StorageKeeper = {
  /** Undefined where the browser does not say. */
  estimate(): Promise<{ usedBytes: number; quotaBytes: number } | undefined>;
  /** Tries whether so much more could be written. True where that can't be found out. */
  hasRoomFor(bytes: number): Promise<boolean>;
  /** Whether it keeps everything until a person erases it. */
  isKept(): Promise<boolean>;
  /** Asks for that; some browsers ask the person. Gives whether it is so. */
  keep(): Promise<boolean>;
};

/** What a person lets others see of what they do, and sees of others in return. */
export type Manners = { sendsReadReceipts: boolean; sendsTyping: boolean };

/** Time, chance and the page, as the flows need them; virtual in tests. */
export type MessagingHost = {
  nowMs(): number;
  /** Runs once at that time, or soon when it has passed. */
  at(atMs: number, run: () => void): Unsubscribe;
  /** Runs before the next paint, or within a moment while the page is hidden. */
  beforePaint(run: () => void): void;
  /** In [0, 1). */
  random(): number;
  newKey(): string;
  /** From the browser's own source of chance, good for keys. */
  randomBytes(length: number): Uint8Array;
  startOfDayMs(atMs: number): number;
  /** The network came back, or the page was asleep for a while. */
  onWoke(listener: () => void): Unsubscribe;
  /** The page may be gone after this. */
  onLeaving(listener: () => void): Unsubscribe;
};
