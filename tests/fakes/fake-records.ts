import type { InboxId } from "@/lib/identity/core/ids.ts";
import {
  type ConversationId,
  type ConversationRecord,
  dmInboxId,
  dmKey,
  groupKey,
  type MessageRecord,
  type PeerRecord,
  type ThreadKey,
} from "@/lib/messaging/core/records.ts";
import { compareRecords } from "@/lib/messaging/core/timeline.ts";
import type { Group } from "./fake-group.ts";
import { standingIn } from "./fake-groups.ts";
import type { FakeNetwork } from "./fake-network.ts";
import type { FakeStore } from "./fake-store.ts";

export type FakeRecords = ReturnType<typeof fakeRecords>;

/** What a client's store says, in the terms of the port. */
export function fakeRecords(network: FakeNetwork, store: FakeStore, inboxId: InboxId) {
  const keyOf = ({ id, kind, members }: Group): ThreadKey => {
    const peer = members.find((member) => member !== inboxId);
    return kind === "dm" && peer ? dmKey(peer) : groupKey(id as ConversationId);
  };
  const isOver = (atNs: bigint | undefined) => atNs !== undefined && atNs <= network.peekNs;
  const groupsOf = (key: ThreadKey) =>
    [...store.groups.values()].filter((group) => keyOf(group) === key);
  const messagesOf = (key: ThreadKey) =>
    [...store.messages.values()]
      .filter(({ thread, expiresAtNs }) => thread === key && !isOver(expiresAtNs))
      .sort(compareRecords)
      .map(withQuoted);

  function withQuoted(message: MessageRecord): MessageRecord {
    const { content } = message;
    if (content.type !== "reply") return message;
    const quoted = store.messages.get(content.to.id);
    const to =
      quoted && quoted.content.type !== "reply" && !isOver(quoted.expiresAtNs)
        ? { id: quoted.id, senderInboxId: quoted.senderInboxId, content: quoted.content }
        : { id: content.to.id };
    return { ...message, content: { ...content, to } };
  }

  const peersOf = (inboxIds: readonly InboxId[]): PeerRecord[] =>
    inboxIds.flatMap((of) => {
      const known = network.addressOf(of);
      return known ? [{ inboxId: of, address: known }] : [];
    });

  function isPutThereByBlocked({ id }: Group): boolean {
    const adding = [...store.messages.values()].find(
      ({ content, ...message }) =>
        message.groupId === id &&
        content.type === "group-changed" &&
        content.changes.some(
          (change) => change.kind === "added" && change.inboxIds.includes(inboxId),
        ),
    );
    const by = adding?.content.type === "group-changed" && adding.content.by;
    return by ? groupsOf(dmKey(by)).some((dm) => store.consents.get(dm.id) === "denied") : false;
  }

  function recordOf(key: ThreadKey): ConversationRecord {
    const group = groupsOf(key).at(-1);
    if (!group) throw new Error(`no conversation ${key}`);
    const inboxIdOfPeer = dmInboxId(key);
    const [peer] = inboxIdOfPeer ? peersOf([inboxIdOfPeer]) : [];
    const lastMessage = messagesOf(key).at(-1);
    return {
      key,
      id: group.id as ConversationId,
      kind: group.kind,
      createdAtNs: group.createdAtNs,
      consent: store.consents.get(group.id) ?? (isPutThereByBlocked(group) ? "denied" : "unknown"),
      ...(group.name && { name: group.name }),
      ...standingIn(group, { inboxId, store }),
      ...(group.disappearAfterMs && { disappearAfterMs: group.disappearAfterMs }),
      ...(peer && { peer }),
      ...(lastMessage && { lastMessage }),
    };
  }

  return { keyOf, isOver, groupsOf, messagesOf, peersOf, recordOf };
}
