import type { Client, Conversation, ConversationListItem } from "@xmtp/wasm-bindings";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import {
  type ConversationId,
  type ConversationRecord,
  dmInboxId,
  dmKey,
  type ThreadKey,
} from "../../core/records.ts";
import type { Peers } from "./peers.ts";

/**
 * Thread keys to engine conversations and back. A DM may be several groups on the network; the
 * engine reads them as one and writes to the one used last, so nothing here keeps a handle.
 */
export class Threads {
  readonly #client: Client;
  readonly #peers: Peers;
  readonly #keys = new Map<string, ThreadKey>();
  readonly #names = new Map<string, string>();

  constructor(client: Client, peers: Peers) {
    this.#client = client;
    this.#peers = peers;
  }

  /** The conversation of a thread, or undefined when this device has none yet. */
  find(key: ThreadKey): Conversation | undefined {
    const conversations = this.#client.conversations();
    const inboxId = dmInboxId(key);
    try {
      return inboxId
        ? conversations.findDmByTargetInboxId(inboxId)
        : conversations.findGroupById(key.slice("group:".length));
    } catch (error) {
      if (!/not ?found/i.test(String(error))) throw error;
      return inboxId && this.#findRestoredDm(inboxId);
    }
  }

  /** The engine finds a DM that came from an archive by its list only. */
  #findRestoredDm(inboxId: InboxId): Conversation | undefined {
    const items: ConversationListItem[] = this.#client.conversations().list();
    return items
      .map(({ conversation }) => conversation)
      .find((conversation) => peerInboxId(conversation) === inboxId);
  }

  /** The very group with this id, also when it is the older one of a stitched DM. */
  async findGroup(groupId: string): Promise<Conversation> {
    const stitched = this.#client.conversations().findGroupById(groupId);
    if (stitched.id() === groupId) return stitched;
    const duplicates = await stitched.findDuplicateDms();
    return duplicates.find((duplicate) => duplicate.id() === groupId) ?? stitched;
  }

  /** The thread that a group belongs to. */
  keyOf(groupId: string): ThreadKey {
    return (
      this.#keys.get(groupId) ??
      this.keyOfConversation(this.#client.conversations().findGroupById(groupId), groupId)
    );
  }

  keyOfConversation(conversation: Conversation, groupId: string = conversation.id()): ThreadKey {
    const peer = peerInboxId(conversation);
    const key: ThreadKey = peer ? dmKey(peer) : `group:${groupId}`;
    this.#keys.set(groupId, key);
    return key;
  }

  /** A conversation as the app sees it; its peer must have been learnt for the address to show. */
  toRecord(
    conversation: Conversation,
    known: Pick<ConversationRecord, "consent" | "lastMessage">,
  ): ConversationRecord {
    const key = this.keyOfConversation(conversation);
    const inboxId = dmInboxId(key);
    const address = inboxId && this.#peers.known(inboxId);
    return {
      key,
      id: conversation.id() as ConversationId,
      createdAtNs: conversation.createdAtNs(),
      ...(inboxId
        ? { kind: "dm" as const }
        : { kind: "group" as const, name: this.#nameOf(conversation) }),
      ...(inboxId && address && { peer: { inboxId, address } }),
      ...known,
    };
  }

  /** Reading a name loads the whole group in the engine: milliseconds, times the list. */
  #nameOf(conversation: Conversation): string {
    const id = conversation.id();
    const name = this.#names.get(id) ?? conversation.groupName();
    this.#names.set(id, name);
    return name;
  }

  /** The group told of a change: what was remembered of it may be old. */
  forgetName(groupId: string): void {
    this.#names.delete(groupId);
  }
}

/** The other side of a DM; undefined for a group. */
export function peerInboxId(conversation: Conversation): InboxId | undefined {
  try {
    return conversation.dmPeerInboxId() as InboxId;
  } catch {
    return undefined;
  }
}
