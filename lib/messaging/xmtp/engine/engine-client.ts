import {
  type Backend,
  type Client,
  type Conversation,
  encodeText,
  getInboxIdForIdentifier,
} from "@xmtp/wasm-bindings";
import { ParleyError } from "@/lib/errors/base.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId, InstallationId } from "@/lib/identity/core/ids.ts";
import {
  dmInboxId,
  dmKey,
  type MessageId,
  type MessageRecord,
  type OutgoingContent,
  type ThreadKey,
} from "../../core/records.ts";
import type { MessagePage, XmtpClient } from "../../ports.ts";
import { completeDm } from "./complete-dm.ts";
import { describeConversation, listConversations } from "./conversations.ts";
import { withDeadline } from "./deadline.ts";
import { deviceHistory } from "./device-history.ts";
import { ethereumIdentifier } from "./ethereum-identifier.ts";
import { countUnread, listMessages, listNewer } from "./history.ts";
import { inboxAdmin } from "./inbox-admin.ts";
import { openLiveStream } from "./live-stream.ts";
import { Peers } from "./peers.ts";
import { Publisher } from "./publish.ts";
import { readMessages } from "./read-messages.ts";
import { syncAll } from "./sync-all.ts";
import { Threads } from "./threads.ts";
import { toMessageRecord } from "./to-record.ts";

/** A whole publish may take a commit for new installations first. */
const PUBLISH_DEADLINE_MS = 10_000;

/** One small question; a node that takes longer is as good as gone. */
const PROBE_DEADLINE_MS = 3_500;

type EngineParts = {
  client: Client;
  historyUrl: string;
  backend: Backend;
  address: Address;
  /** Ends what the host began: a worker, an in-memory database. */
  onClose: () => Promise<void>;
};

/** The app's XMTP client over libxmtp's engine; the same code runs in the worker and in Node. */
export function engineClient(parts: EngineParts): XmtpClient {
  const { client, backend, address, onClose } = parts;
  const peers = new Peers(client);
  const threads = new Threads(client, peers);
  const inboxId = client.inboxId as InboxId;

  const findInbox = (of: Address, deadlineMs?: number) =>
    withDeadline(
      "getInboxIdForIdentifier",
      getInboxIdForIdentifier(backend, ethereumIdentifier(of)),
      deadlineMs,
    ) as Promise<InboxId | undefined>;

  const probe = async () => {
    await findInbox(address, PROBE_DEADLINE_MS);
  };
  const admin = inboxAdmin({ client, backend, inboxId });
  const publisher = new Publisher(client, threads, probe);

  /** A DM that came from an archive is to be read only: it is begun anew, and stitched to the old. */
  async function writable(thread: ThreadKey): Promise<Conversation> {
    const peer = dmInboxId(thread);
    const found = threads.find(thread);
    if (found && (!peer || found.isActive())) return found;
    if (!peer) throw new ParleyError("unexpected", `No conversation for ${thread}`);
    return withDeadline("create DM", client.conversations().createDmByInboxId(peer));
  }

  return {
    inboxId,
    installationId: client.installationId as InstallationId,
    address,
    findInbox: (of) => findInbox(of),
    findPeers: async (inboxIds) => {
      await peers.learn(inboxIds);
      return inboxIds.flatMap((of) => {
        const known = peers.known(of);
        return known ? [{ inboxId: of, address: known }] : [];
      });
    },
    listConversations: () => listConversations(client, peers, threads),
    listMessages: async (thread, page): Promise<MessagePage> => {
      const conversation = threads.find(thread);
      if (!conversation) return { messages: [], hasOlder: false };
      return listMessages(conversation, threads, page);
    },
    listNewer: async (thread, page) => {
      const conversation = threads.find(thread);
      if (!conversation) return { messages: [], hasNewer: false };
      return listNewer(conversation, threads, page);
    },
    readMessages: async (ids) => readMessages(client, threads, ids),
    countUnread: async (readUntilNs) => {
      const counts: Record<ThreadKey, number> = {};
      for (const [key, untilNs] of Object.entries(readUntilNs) as [ThreadKey, bigint][]) {
        const conversation = threads.find(key);
        const count = conversation ? await countUnread(conversation, inboxId, untilNs) : 0;
        if (count > 0) counts[key] = count;
      }
      return counts;
    },
    openDm: async (peer) => {
      const known = threads.find(dmKey(peer));
      const conversation =
        known ?? (await withDeadline("create DM", client.conversations().createDmByInboxId(peer)));
      if (known) await withDeadline("add the peer", completeDm(known));
      return describeConversation(conversation, peers, threads);
    },
    prepare: async (thread, content, idempotencyKey) => {
      const id = prepareText(await writable(thread), content, idempotencyKey);
      publisher.noteFresh(id);
      return mustShow(toMessageRecord(client.conversations().findMessageById(id), thread));
    },
    publish: async (messageId) => {
      const message = await withDeadline(
        "publish",
        publisher.publish(messageId),
        PUBLISH_DEADLINE_MS,
      );
      return mustShow(toMessageRecord(message, threads.keyOf(message.convoId)));
    },
    deleteMessage: async (messageId) => {
      client.conversations().deleteMessageById(messageId);
    },
    syncAll: (onConversation) => syncAll({ client, peers, threads }, onConversation),
    stream: (handlers) => openLiveStream({ client, peers, threads }, handlers),
    probe,
    ...admin,
    ...deviceHistory(client, parts.historyUrl),
    isInstalled: () => admin.hasInstallation(client.installationId),
    // Freeing the engine's objects fails while a call is under way; the host drops all of it.
    close: onClose,
  };
}

function prepareText(
  conversation: Conversation,
  content: OutgoingContent,
  idempotencyKey: string,
): MessageId {
  return conversation.prepareMessage(encodeText(content.text), true, idempotencyKey) as MessageId;
}

function mustShow(record: MessageRecord | undefined): MessageRecord {
  if (!record) throw new ParleyError("unexpected", "An outgoing message has no content");
  return record;
}
