import { ContentType, type Conversation, type Message } from "@xmtp/wasm-bindings";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { ThreadKey } from "../../core/records.ts";
import { readOnlyText } from "./protobuf.ts";

/** A query can't ask for deletions, but for what is of no other type. */
const EVERY_OTHER_TYPE = Object.values(ContentType).filter((type) => typeof type === "number");

/**
 * Which messages this inbox took back. The engine applies a deletion for everybody but the
 * device that sent it; read once a thread, and again after something moved in it.
 */
export class Deletions {
  readonly #ownInboxId: InboxId;
  readonly #known = new Map<ThreadKey, Promise<ReadonlySet<string>>>();

  constructor(ownInboxId: InboxId) {
    this.#ownInboxId = ownInboxId;
  }

  of(conversation: Conversation, thread: ThreadKey): Promise<ReadonlySet<string>> {
    const known = this.#known.get(thread);
    if (known) return known;
    const reading = this.#read(conversation);
    this.#known.set(thread, reading);
    reading.catch(() => this.#known.delete(thread));
    return reading;
  }

  /** Something moved in this thread, or somewhere. */
  forget(thread?: ThreadKey): void {
    if (thread === undefined) this.#known.clear();
    else this.#known.delete(thread);
  }

  async #read(conversation: Conversation): Promise<ReadonlySet<string>> {
    const sent: Message[] = await conversation.findMessages({
      excludeContentTypes: EVERY_OTHER_TYPE,
    });
    return new Set(
      sent.flatMap((message) =>
        message.senderInboxId === this.#ownInboxId ? (deletedBy(message) ?? []) : [],
      ),
    );
  }
}

/** The message that this one takes back; undefined when it is no deletion. */
export function deletedBy({ content: { type, content } }: Message): string | undefined {
  if (type?.authorityId !== "xmtp.org" || type.typeId !== "deleteMessage") return undefined;
  return readOnlyText(content);
}
