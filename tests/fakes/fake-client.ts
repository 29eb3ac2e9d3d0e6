import { ParleyError } from "@/lib/errors/base.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import {
  type ConversationId,
  type ConversationRecord,
  dmInboxId,
  dmKey,
  groupKey,
  type MessageId,
  type MessageRecord,
  type PeerRecord,
  type ThreadKey,
} from "@/lib/messaging/core/records.ts";
import { compareRecords } from "@/lib/messaging/core/timeline.ts";
import type { XmtpClient } from "@/lib/messaging/ports.ts";
import { fakeDeviceHistory } from "./fake-device-history.ts";
import { fakeInboxAdmin } from "./fake-inbox-admin.ts";
import type { Envelope, FakeNetwork, Group } from "./fake-network.ts";
import { FakeStore } from "./fake-store.ts";

/** An XMTP client in memory that keeps the promises of the port. */
export function fakeClient(
  network: FakeNetwork,
  address: Address,
  store: FakeStore = new FakeStore(),
): XmtpClient {
  const inboxId = network.inboxOf(address) ?? (`inbox-of-${address}` as InboxId);
  store.installationId ??= network.register(address, inboxId);
  const { installationId } = store;
  const closers = new Set<() => void>();

  const keyOf = ({ id, kind, members }: Group): ThreadKey => {
    const peer = members.find((member) => member !== inboxId);
    return kind === "dm" && peer ? dmKey(peer) : groupKey(id as ConversationId);
  };
  const groupsOf = (key: ThreadKey) =>
    [...store.groups.values()].filter((group) => keyOf(group) === key);
  const messagesOf = (key: ThreadKey) =>
    [...store.messages.values()].filter(({ thread }) => thread === key).sort(compareRecords);

  const peersOf = (inboxIds: readonly InboxId[]): PeerRecord[] =>
    inboxIds.flatMap((of) => {
      const known = network.addressOf(of);
      return known ? [{ inboxId: of, address: known }] : [];
    });

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
      ...(group.name && { name: group.name }),
      ...(peer && { peer }),
      ...(lastMessage && { lastMessage }),
    };
  }

  function take(envelope: Envelope): MessageRecord | undefined {
    const group = store.groups.get(envelope.groupId);
    if (!group) return undefined;
    const { messageId: id, groupId, senderInboxId, content, sentAtNs } = envelope;
    const known = store.messages.get(id);
    const isOwnUnpublished = known && known.delivery !== "published";
    if (known && !isOwnUnpublished) return known;
    const thread = keyOf(group);
    const record = { id, groupId, thread, senderInboxId, content, sentAtNs };
    store.messages.set(id, { ...record, delivery: "published" });
    return store.messages.get(id);
  }

  function pull(onConversation?: (conversation: ConversationRecord) => void): void {
    network.mustAnswer();
    const fresh = network.groups.filter(
      ({ id, members }) => members.includes(inboxId) && !store.groups.has(id),
    );
    for (const group of fresh) store.groups.set(group.id, group);
    for (const envelope of network.log.slice(store.cursor)) take(envelope);
    store.cursor = network.log.length;
    for (const group of fresh) onConversation?.(recordOf(keyOf(group)));
  }

  return {
    inboxId,
    address,
    installationId,
    findInbox: async (of) => network.findInbox(of),
    findPeers: async (inboxIds) => peersOf(inboxIds),
    listConversations: async () =>
      [...new Set([...store.groups.values()].map(keyOf))].map(recordOf),
    listMessages: async (key, { untilNs, limit }) => {
      const all = messagesOf(key).filter(
        ({ sentAtNs }) => untilNs === undefined || sentAtNs <= untilNs,
      );
      return { messages: all.slice(-limit), hasOlder: all.length > limit };
    },
    listNewer: async (key, { fromNs, limit }) => {
      const all = messagesOf(key).filter(({ sentAtNs }) => sentAtNs >= fromNs);
      return { messages: all.slice(0, limit), hasNewer: all.length > limit };
    },
    readMessages: async (ids) => ids.flatMap((id) => store.messages.get(id) ?? []),
    countUnread: async (readUntilNs) => {
      const counts: Record<ThreadKey, number> = {};
      for (const [key, untilNs] of Object.entries(readUntilNs) as [ThreadKey, bigint][]) {
        const unread = messagesOf(key).filter(
          ({ senderInboxId, sentAtNs, content }) =>
            senderInboxId !== inboxId && sentAtNs > untilNs && content.type !== "members-changed",
        );
        if (unread.length > 0) counts[key] = unread.length;
      }
      return counts;
    },
    openDm: async (peer) => {
      const key = dmKey(peer);
      if (groupsOf(key).length === 0) {
        const group = network.createDm([inboxId, peer]);
        store.groups.set(group.id, group);
      }
      return recordOf(key);
    },
    prepare: async (key, content, idempotencyKey) => {
      const group = groupsOf(key).at(-1);
      if (!group) throw new ParleyError("unexpected", `No conversation for ${key}`);
      const id = `${group.id}/${idempotencyKey}/${content.text}` as MessageId;
      const known = store.messages.get(id);
      if (known) return known;
      const sentAtNs = network.nowNs();
      const record = {
        id,
        groupId: group.id,
        thread: key,
        senderInboxId: inboxId,
        content,
        sentAtNs,
      };
      store.messages.set(id, { ...record, delivery: "unpublished" });
      return { ...record, delivery: "unpublished" };
    },
    publish: async (id) => {
      const message = store.messages.get(id);
      if (!message) throw new ParleyError("unexpected", "No such message");
      if (message.delivery === "published") return message;
      const { groupId, senderInboxId, content } = message;
      const envelope = network.publish({ messageId: id, groupId, senderInboxId, content });
      // As the engine does: what others wrote before it is in the store, and nobody was told.
      pull();
      return take(envelope) ?? message;
    },
    deleteMessage: async (id) => void store.messages.delete(id),
    syncAll: async (onConversation) => pull(onConversation),
    stream: async (handlers) => {
      const close = network.listen(inboxId, {
        onEnvelope: (envelope) => {
          // An own message is published by the answer to `publish`, not by its echo.
          if (envelope.senderInboxId === inboxId) return;
          const record = take(envelope);
          // A second envelope is streamed with its own time; the store keeps the first.
          if (record) handlers.onMessage({ ...record, sentAtNs: envelope.sentAtNs });
        },
        onGroup: (group) => {
          store.groups.set(group.id, group);
          handlers.onConversation(recordOf(keyOf(group)));
        },
        onEnd: handlers.onEnd,
      });
      closers.add(close);
      return close;
    },
    ...fakeInboxAdmin(network, inboxId),
    ...fakeDeviceHistory(network, store, { inboxId, installationId }),
    isInstalled: async () => {
      network.mustAnswer();
      const { installations = [] } = network.byId.get(inboxId) ?? {};
      return installations.some(({ id }) => id === installationId);
    },
    probe: async () => network.mustAnswer(),
    close: async () => {
      for (const close of closers) close();
    },
  };
}
