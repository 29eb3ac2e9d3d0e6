import { ContentType, type Conversation, type Message } from "@xmtp/wasm-bindings";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { dmInboxId, type ThreadKey } from "../../core/records.ts";
import { readOnlyText } from "./protobuf.ts";

/** A query can't ask for deletions, but for what is of no other type. */
const EVERY_OTHER_TYPE = Object.values(ContentType).filter((type) => typeof type === "number");

/** Says who took a message back, of those who may; undefined for one that stands. */
export type DeletionOf = (message: { id: string; senderInboxId: string }) => InboxId | undefined;

/**
 * Which messages were taken back. The engine applies most deletions by itself, but neither on the
 * device that sent one, nor in a DM that is several groups. Read once a thread, and again after
 * one more arrived.
 */
export class Deletions {
  readonly #ownInboxId: InboxId;
  readonly #known = new Map<ThreadKey, Promise<DeletionOf>>();

  constructor(ownInboxId: InboxId) {
    this.#ownInboxId = ownInboxId;
  }

  of(conversation: Conversation, thread: ThreadKey): Promise<DeletionOf> {
    const known = this.#known.get(thread);
    if (known) return known;
    const reading = this.#read(conversation, thread);
    this.#known.set(thread, reading);
    reading.catch(() => this.#known.delete(thread));
    return reading;
  }

  /** Something moved in this thread, or somewhere. */
  forget(thread?: ThreadKey): void {
    if (thread === undefined) this.#known.clear();
    else this.#known.delete(thread);
  }

  async #read(conversation: Conversation, thread: ThreadKey): Promise<DeletionOf> {
    const sent: Message[] = await conversation.findMessages({
      excludeContentTypes: EVERY_OTHER_TYPE,
    });
    const deleters = new Map<string, Set<string>>();
    for (const message of sent) {
      const target = deletedBy(message);
      if (target === undefined) continue;
      deleters.set(target, (deleters.get(target) ?? new Set()).add(message.senderInboxId));
    }
    // Of a group only its super admins may take back what others wrote: the engine judges that for
    // others; for this device it is offered to nobody else.
    const trusted = dmInboxId(thread) ? undefined : this.#ownInboxId;
    return ({ id, senderInboxId }) => {
      const by = deleters.get(id);
      const who = [senderInboxId, trusted].find((inboxId) => inboxId && by?.has(inboxId));
      return who as InboxId | undefined;
    };
  }
}

/** The message that this one takes back; undefined when it is no deletion. */
export function deletedBy({ content: { type, content } }: Message): string | undefined {
  if (type?.authorityId !== "xmtp.org" || type.typeId !== "deleteMessage") return undefined;
  return readOnlyText(content);
}
