import {
  type Client,
  type Conversation,
  type ConversationListItem,
  GroupMembershipState,
} from "@xmtp/wasm-bindings";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import {
  type ConversationId,
  type ConversationRecord,
  dmInboxId,
  dmKey,
  type Standing,
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
  readonly #groups = new Map<string, GroupFacts>();

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
    const disappearAfterMs = disappearAfterMsOf(conversation);
    return {
      key,
      id: conversation.id() as ConversationId,
      createdAtNs: conversation.createdAtNs(),
      ...(inboxId
        ? { kind: "dm" as const }
        : { kind: "group" as const, ...this.#describeGroup(conversation, known.lastMessage?.id) }),
      ...(inboxId && address && { peer: { inboxId, address } }),
      ...(disappearAfterMs !== undefined && { disappearAfterMs }),
      ...known,
    };
  }

  #describeGroup(
    conversation: Conversation,
    lastId: string | undefined,
  ): Pick<ConversationRecord, "name" | "standing"> {
    const { name, isActive } = this.#factsOf(conversation, lastId);
    const standing = standingOf(conversation, isActive);
    return { name, ...(standing !== "member" && { standing }) };
  }

  /**
   * Reading these loads the whole group in the engine: milliseconds, times the list. They stand
   * until something else is the last in the group: each change of them is a message there.
   */
  #factsOf(conversation: Conversation, lastId: string | undefined): GroupFacts {
    const id = conversation.id();
    const known = this.#groups.get(id);
    if (known && known.lastId === lastId) return known;
    const facts = { name: conversation.groupName(), isActive: conversation.isActive(), lastId };
    this.#groups.set(id, facts);
    return facts;
  }

  /** The group told of a change: what was remembered of it may be old. */
  forgetGroup(groupId: string): void {
    this.#groups.delete(groupId);
  }
}

type GroupFacts = { name: string; isActive: boolean; lastId: string | undefined };

/** How this device stands to a group of which it has a part, or not (`isActive`). */
export function standingOf(
  conversation: Conversation,
  isActive: boolean = conversation.isActive(),
): Standing {
  const state = conversation.membershipState();
  if (state === GroupMembershipState.PendingRemove) return isActive ? "leaving" : "left";
  if (isActive) return "member";
  return state === GroupMembershipState.Restored ? "restored" : "removed";
}

/** How long messages stay in a conversation; undefined while they stay for ever. */
export function disappearAfterMsOf(conversation: Conversation): number | undefined {
  const { fromNs, inNs } = conversation.messageDisappearingSettings() ?? { fromNs: 0n, inNs: 0n };
  return fromNs > 0n && inNs > 0n ? Number(inNs / 1_000_000n) : undefined;
}

/** The other side of a DM; undefined for a group. */
export function peerInboxId(conversation: Conversation): InboxId | undefined {
  try {
    return conversation.dmPeerInboxId() as InboxId;
  } catch {
    return undefined;
  }
}
