import type { InboxId, InstallationId } from "@/lib/identity/core/ids.ts";
import type {
  Consent,
  MessageId,
  MessageRecord,
  OutgoingContent,
  ReadTime,
  ThreadKey,
} from "@/lib/messaging/core/records.ts";
import type { Group } from "./fake-network.ts";

/** Remembers when each key came in, by this device's clock. */
class StampedMap<K, V> extends Map<K, V> {
  readonly #insertedAtNs = new Map<K, bigint>();

  override set(key: K, value: V): this {
    if (!this.has(key)) this.#insertedAtNs.set(key, BigInt(Date.now()) * 1_000_000n);
    return super.set(key, value);
  }

  insertedAtNs(key: K): bigint {
    return this.#insertedAtNs.get(key) ?? 0n;
  }
}

/** What a client keeps on its device: give the same one to a new client to play a restart. */
export class FakeStore {
  readonly groups = new Map<string, Group>();
  readonly messages = new StampedMap<MessageId, MessageRecord & { groupId: string }>();
  /** What was prepared, by the id that it got. */
  readonly outgoing = new Map<MessageId, { groupId: string; content: OutgoingContent }>();
  /** What was decided, by group. */
  readonly consents = new Map<string, Consent>();
  readonly readTimes = new Map<ThreadKey, Map<InboxId, ReadTime>>();
  /** Registered by the first client that opened it. */
  installationId: InstallationId | undefined;
  /** How much of the network's log was read. */
  cursor = 0;
}
