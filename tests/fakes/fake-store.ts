import type { InboxId, InstallationId } from "@/lib/identity/core/ids.ts";
import type {
  Consent,
  MessageId,
  MessageRecord,
  ReadTime,
  SentContent,
  ThreadKey,
} from "@/lib/messaging/core/records.ts";
import type { Group } from "./fake-group.ts";

/** Tells of each key that is new. */
class StampedMap<K, V> extends Map<K, V> {
  readonly #onNew: (key: K) => void;

  constructor(onNew: (key: K) => void) {
    super();
    this.#onNew = onNew;
  }

  override set(key: K, value: V): this {
    if (!this.has(key)) this.#onNew(key);
    return super.set(key, value);
  }
}

/** What a client keeps on its device: give the same one to a new client to play a restart. */
export class FakeStore {
  readonly groups = new Map<string, Group>();
  readonly messages: Map<MessageId, MessageRecord & { groupId: string }> = new StampedMap(
    (id: MessageId) => this.insertedAtNs.set(id, BigInt(Date.now()) * 1_000_000n),
  );
  /** When each message came in first, by this device's clock. */
  readonly insertedAtNs = new Map<MessageId, bigint>();
  /** What was prepared, by the id that it got. */
  readonly outgoing = new Map<MessageId, { groupId: string; content: SentContent }>();
  /** What was decided, by group. */
  readonly consents = new Map<string, Consent>();
  /** Groups that this person asked to leave. */
  readonly left = new Set<string>();
  readonly readTimes = new Map<ThreadKey, Map<InboxId, ReadTime>>();
  /** Registered by the first client that opened it. */
  installationId: InstallationId | undefined;
  /** How much of the network's log was read. */
  cursor = 0;
}
