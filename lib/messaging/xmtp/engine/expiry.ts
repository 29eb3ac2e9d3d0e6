import {
  ContentType,
  type Conversation,
  type DecodedMessage,
  type GroupUpdated,
  type Message,
} from "@xmtp/wasm-bindings";
import type { ThreadKey } from "../../core/records.ts";

/** What of a message says when it disappears. */
type Timed = Pick<DecodedMessage, "sentAtNs" | "expiresAtNs">;

/** When a message disappears, by this device's clock in nanoseconds; undefined for one that stays. */
export type ExpiryOf = (message: Timed) => bigint | undefined;

/** A device's clock may be this far off before it is taken for wrong. */
const TRUSTED_SKEW_NS = 5_000_000_000n;

type Change = { atNs: bigint; before: bigint; after: bigint };

/**
 * When messages disappear.
 *
 * The engine counts from the moment in which a message arrives at this device, so who was away
 * for a week would read for another day what was to be gone after one. Here it is counted from the
 * moment in which the message was sent, by the setting that its conversation had then; later than
 * the engine says it never is.
 */
export class Expiry {
  readonly #changes = new Map<ThreadKey, Promise<readonly Change[]>>();
  /** How far this device's clock is before the network's, as own messages tell. */
  #skewNs = 0n;

  async of(conversation: Conversation, thread: ThreadKey): Promise<ExpiryOf> {
    const changes = await this.#changesOf(conversation, thread);
    const nowInNs = conversation.messageDisappearingSettings()?.inNs ?? 0n;
    return ({ sentAtNs, expiresAtNs }) => {
      if (expiresAtNs === undefined) return undefined;
      const inNs = durationAt(sentAtNs, changes, nowInNs);
      const sentExpiryNs = sentAtNs + inNs + this.#skewNs;
      return inNs > 0n && sentExpiryNs < expiresAtNs ? sentExpiryNs : expiresAtNs;
    };
  }

  /** An own message was published a moment ago: what the network calls now is known. */
  notePublished({ sentAtNs }: Pick<Message, "sentAtNs">, nowNs: bigint): void {
    const skewNs = nowNs - sentAtNs;
    this.#skewNs = skewNs > TRUSTED_SKEW_NS || skewNs < -TRUSTED_SKEW_NS ? skewNs : 0n;
  }

  /** A setting changed in this thread, or somewhere. */
  forget(thread?: ThreadKey): void {
    if (thread === undefined) this.#changes.clear();
    else this.#changes.delete(thread);
  }

  #changesOf(conversation: Conversation, thread: ThreadKey): Promise<readonly Change[]> {
    const known = this.#changes.get(thread);
    if (known) return known;
    const reading = readChanges(conversation);
    this.#changes.set(thread, reading);
    reading.catch(() => this.#changes.delete(thread));
    return reading;
  }
}

/** Whether a time is over by now. */
export function isPast(expiresAtNs: bigint | undefined): boolean {
  return expiresAtNs !== undefined && expiresAtNs <= BigInt(Date.now()) * 1_000_000n;
}

async function readChanges(conversation: Conversation): Promise<readonly Change[]> {
  const updates: DecodedMessage[] = await conversation.findEnrichedMessages({
    contentTypes: [ContentType.GroupUpdated],
  });
  return updates
    .flatMap(({ content, sentAtNs }) =>
      content.type === "groupUpdated" ? changesIn(content.content, sentAtNs) : [],
    )
    .sort((a, b) => Number(a.atNs - b.atNs));
}

function changesIn({ metadataFieldChanges }: GroupUpdated, atNs: bigint): Change[] {
  return metadataFieldChanges
    .filter(({ fieldName }) => fieldName === "message_disappear_in_ns")
    .map(({ oldValue, newValue }) => ({ atNs, before: toNs(oldValue), after: toNs(newValue) }));
}

function toNs(text: string | undefined): bigint {
  return text !== undefined && /^\d{1,19}$/.test(text) ? BigInt(text) : 0n;
}

function durationAt(sentAtNs: bigint, changes: readonly Change[], nowInNs: bigint): bigint {
  const before = changes.findLast(({ atNs }) => atNs <= sentAtNs);
  return before?.after ?? changes[0]?.before ?? nowInNs;
}
