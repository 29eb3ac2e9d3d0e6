import { callRows } from "@/lib/calls/core/call-log.ts";
import { firstPart } from "@/lib/calls/core/call-parts.ts";
import type { CallId, HeardSignal } from "@/lib/calls/core/signal.ts";
import { ParleyError } from "@/lib/errors/base.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { withReaction } from "@/lib/messaging/core/reactions.ts";
import {
  type ConversationRecord,
  dmKey,
  isWritten,
  type MessageId,
  type MessageRecord,
  type ThreadKey,
} from "@/lib/messaging/core/records.ts";
import type { Heard } from "@/lib/messaging/core/stream-news.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import { fakeDeviceHistory } from "./fake-device-history.ts";
import type { Group } from "./fake-group.ts";
import { fakeGroups, letGo, rolesOf } from "./fake-groups.ts";
import { fakeInboxAdmin } from "./fake-inbox-admin.ts";
import { fakeSignature } from "./fake-inbox-reader.ts";
import type { Envelope, FakeNetwork, SaidOfCall } from "./fake-network.ts";
import { fakeReading } from "./fake-reading.ts";
import { fakeRecords } from "./fake-records.ts";
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

  const records = fakeRecords(network, store, inboxId);
  const { keyOf, groupsOf, peersOf, recordOf } = records;

  /** Stores what an envelope says; gives the message in which it shows. */
  function take(envelope: Envelope): MessageRecord | undefined {
    const { messageId: id, groupId, senderInboxId, content, sentAtNs, audience, after } = envelope;
    const isForOthers = audience && senderInboxId !== inboxId && !audience.includes(inboxId);
    if (after && !isForOthers) store.groups.set(groupId, after);
    const group = store.groups.get(groupId);
    if (!group || isForOthers) return undefined;
    letGo(network, { group, content, inboxId });
    // Whoever writes in a conversation wants to hear from it.
    if (senderInboxId === inboxId) store.consents.set(groupId, "allowed");
    if (content.type === "deletion" || content.type === "reaction") return act(envelope, content);
    const known = store.messages.get(id);
    const isOwnUnpublished = known && known.delivery !== "published";
    if (known && !isOwnUnpublished) return known;
    const said = { id, groupId, thread: keyOf(group), senderInboxId, content, sentAtNs };
    const stayMs = envelope.disappearAfterMs;
    const expiry = stayMs !== undefined && { expiresAtNs: sentAtNs + BigInt(stayMs) * 1_000_000n };
    store.messages.set(id, { ...said, delivery: "published", ...expiry });
    return store.messages.get(id);
  }

  /** A super admin takes back what anybody wrote. */
  function isModerator(groupId: string, writer: InboxId): boolean {
    const group = store.groups.get(groupId);
    return group?.kind === "group" && rolesOf(group)[writer] === "super-admin";
  }

  function act(
    { senderInboxId, groupId }: Envelope,
    content: Extract<Envelope["content"], { type: "deletion" | "reaction" }>,
  ): MessageRecord | undefined {
    const target = store.messages.get(content.type === "deletion" ? content.of : content.to);
    if (!target) return undefined;
    const { reactions: before, ...rest } = target;
    if (content.type === "reaction") {
      const reactions = withReaction(before, { ...content, senderInboxId });
      store.messages.set(target.id, { ...rest, ...(reactions && { reactions }) });
    } else if (target.senderInboxId === senderInboxId || isModerator(groupId, senderInboxId)) {
      store.messages.set(target.id, { ...rest, content: { type: "deleted", by: senderInboxId } });
    }
    return store.messages.get(target.id);
  }

  function noteRead({ thread, inboxId: of, atNs }: Heard): void {
    const times = store.readTimes.get(thread) ?? new Map();
    store.readTimes.set(thread, times.set(of, { untilNs: atNs, isFromParley: true }));
  }

  function heardOf(key: ThreadKey): HeardSignal[] {
    const ids = new Set(groupsOf(key).map(({ id }) => id));
    const said = network.calls.filter(({ groupId }) => ids.has(groupId));
    return said.map((each) => toHeard(key, each));
  }

  /** All that was said of a call is the message that invited to it. */
  function takeCall(group: Group, signalOf: CallId): MessageRecord | undefined {
    const thread = keyOf(group);
    const heard = heardOf(thread);
    const callId = firstPart(heard, signalOf);
    const seen = { self: inboxId, nowMs: Number(network.peekNs / 1_000_000n) };
    const row = callRows(heard, seen).find((each) => each.callId === callId);
    const invite = network.calls.find(({ signal }) => signal.callId === callId);
    if (!row || !invite) return undefined;
    const id = `call-${callId}` as MessageId;
    const { by: senderInboxId, media, outcome, group: ofGroup } = row;
    const content = { type: "call", media, outcome, ...(ofGroup && { group: ofGroup }) } as const;
    const said = { id, groupId: group.id, thread, senderInboxId, content };
    store.messages.set(id, { ...said, sentAtNs: invite.atNs, delivery: "published" });
    return store.messages.get(id);
  }

  function pull(onConversation?: (conversation: ConversationRecord) => void): void {
    network.mustAnswer();
    const fresh = network.groups.filter(
      ({ id, members }) => members.includes(inboxId) && !store.groups.has(id),
    );
    for (const group of fresh) store.groups.set(group.id, group);
    // What is heard may be answered at once, and the answer is in the log too.
    for (; store.cursor < network.log.length; store.cursor++)
      take(network.log[store.cursor] as Envelope);
    for (const { groupId, signal } of network.calls) {
      const group = store.groups.get(groupId);
      if (group) takeCall(group, signal.callId);
    }
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
    ...fakeReading(network, store, { inboxId, records }),
    openDm: async (peer) => {
      const key = dmKey(peer);
      if (groupsOf(key).length === 0) {
        const group = network.createDm([inboxId, peer]);
        store.groups.set(group.id, group);
        store.consents.set(group.id, "allowed");
      }
      return recordOf(key);
    },
    prepare: async (key, content, idempotencyKey) => {
      const group = groupsOf(key).at(-1);
      if (!group) throw new ParleyError("unexpected", `No conversation for ${key}`);
      if (!group.members.includes(inboxId)) throw new ParleyError("group.gone", "Not a member");
      const id = `${group.id}/${idempotencyKey}/${JSON.stringify(content)}` as MessageId;
      if (store.outgoing.has(id) || store.messages.has(id)) return id;
      const groupId = group.id;
      store.outgoing.set(id, { groupId, content });
      if (!isWritten(content)) return id;
      const said = { id, groupId, thread: key, senderInboxId: inboxId, content };
      store.messages.set(id, { ...said, sentAtNs: network.nowNs(), delivery: "unpublished" });
      return id;
    },
    publish: async (id) => {
      const outgoing = store.outgoing.get(id);
      const message = store.messages.get(id);
      if (!outgoing) throw new ParleyError("unexpected", "No such message");
      if (message?.delivery === "published") return message;
      const envelope = network.publish({ messageId: id, senderInboxId: inboxId, ...outgoing });
      // As the engine does: what others wrote before it is in the store, and nobody was told.
      pull();
      return take(envelope) ?? message;
    },
    setConsent: async (key, consent) => {
      for (const group of groupsOf(key)) store.consents.set(group.id, consent);
    },
    readTimes: async (key) => Object.fromEntries(store.readTimes.get(key) ?? []),
    signal: async (key, signal, readUntilNs) => {
      const group = groupsOf(key).at(-1);
      if (!group) return;
      const atNs = network.signal({
        groupId: group.id,
        inboxId,
        signal,
        ...(readUntilNs !== undefined && { readUntilNs }),
      });
      if (signal === "read") noteRead({ thread: key, inboxId, atNs: readUntilNs ?? atNs });
    },
    sendCall: async (key, signal) => {
      const group = groupsOf(key).at(-1);
      if (!group) throw new ParleyError("unexpected", "No such conversation");
      network.sayOfCall({ groupId: group.id, inboxId, signal });
      takeCall(group, signal.callId);
    },
    readCalls: async (key, sinceMs) => {
      return heardOf(key).filter(({ atMs }) => atMs >= sinceMs);
    },
    deleteMessage: async (id) => {
      store.messages.delete(id);
      store.outgoing.delete(id);
    },
    syncAll: async (onConversation) => pull(onConversation),
    stream: async (handlers) => {
      const close = network.listen(inboxId, {
        onEnvelope: (envelope) => {
          // An own message is published by the answer to `publish`, not by its echo.
          if (envelope.senderInboxId === inboxId) return;
          const record = take(envelope);
          if (record) handlers.onMessage(record);
          if (envelope.after && record) handlers.onConversation(recordOf(record.thread));
        },
        onSignal: ({ groupId, inboxId: of, signal, readUntilNs, atNs }) => {
          const group = store.groups.get(groupId);
          if (!group) return;
          const heard = { thread: keyOf(group), inboxId: of, atNs };
          if (signal === "typing") return handlers.onTyping(heard);
          const read = { ...heard, atNs: readUntilNs ?? atNs };
          noteRead(read);
          handlers.onRead({ ...read, isFromParley: true });
        },
        onCall: (said) => {
          const group = store.groups.get(said.groupId);
          if (!group) return;
          handlers.onCall(toHeard(keyOf(group), said));
          const record = takeCall(group, said.signal.callId);
          if (record) handlers.onMessage(record);
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
    ...fakeGroups(network, store, { inboxId, pull, recordOf }),
    ...fakeInboxAdmin(network, inboxId),
    ...fakeDeviceHistory(network, store, { inboxId, installationId }),
    isInstalled: async () => {
      network.mustAnswer();
      const { installations = [] } = network.byId.get(inboxId) ?? {};
      return installations.some(({ id }) => id === installationId);
    },
    signWithInstallationKey: async (text) => fakeSignature(installationId, text),
    probe: async () => network.mustAnswer(),
    close: async () => {
      for (const close of closers) close();
    },
  };
}

function toHeard(thread: ThreadKey, { inboxId, signal, atNs }: SaidOfCall): HeardSignal {
  return { signal, from: inboxId, thread, atMs: Number(atNs / 1_000_000n) };
}
