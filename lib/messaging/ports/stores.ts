import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { StoredOutgoing } from "../core/outbox.ts";
import type { ConversationRecord, Decision, MessageRecord, ThreadKey } from "../core/records.ts";

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
