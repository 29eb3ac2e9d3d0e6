import type { Conversation, Message } from "@xmtp/wasm-bindings";
import type { MessageRecord } from "../../core/records.ts";
import { isPast } from "./expiry.ts";
import { listMessages, type StoredThreads } from "./history.ts";

/**
 * The last message of each conversation as a thread would show it. The engine's own list knows
 * neither newer types nor what was taken back; asking for each takes a third of a millisecond, so
 * an answer stands until something moves in its conversation.
 */
export class LastMessages {
  readonly #stored: StoredThreads;
  readonly #known = new Map<string, { listedId: string | undefined; record?: MessageRecord }>();

  constructor(stored: StoredThreads) {
    this.#stored = stored;
  }

  async of(conversation: Conversation, listed?: Message): Promise<MessageRecord | undefined> {
    const id = conversation.id();
    const known = this.#known.get(id);
    const isFresh = known?.listedId === listed?.id && !isPast(known?.record?.expiresAtNs);
    if (known && isFresh) return known.record;
    const { messages } = await listMessages(conversation, this.#stored, { limit: 1 });
    const record = messages[0];
    this.#known.set(id, { listedId: listed?.id, ...(record && { record }) });
    return record;
  }

  /** Something moved in this group, or somewhere. */
  forget(groupId?: string): void {
    if (groupId === undefined) this.#known.clear();
    else this.#known.delete(groupId);
  }
}
