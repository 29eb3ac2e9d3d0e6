import {
  type Backend,
  type Client,
  type Conversation,
  encodeReadReceipt,
  getInboxIdForIdentifier,
} from "@xmtp/wasm-bindings";
import { ParleyError } from "@/lib/errors/base.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId, InstallationId } from "@/lib/identity/core/ids.ts";
import { dmInboxId, dmKey, type MessageId, type ThreadKey } from "../../core/records.ts";
import type { MessagePage, XmtpClient } from "../../ports/xmtp-client.ts";
import { begins, callContent, readCalls } from "./call-signals.ts";
import { completeDm } from "./complete-dm.ts";
import { setConsent } from "./consent.ts";
import { describeConversation, listConversations } from "./conversations.ts";
import { createGroup } from "./create-group.ts";
import { withDeadline } from "./deadline.ts";
import { deviceHistory } from "./device-history.ts";
import { encodeContent, shouldPush } from "./encode-content.ts";
import { engineContext, noteStored } from "./engine-context.ts";
import { ethereumIdentifier } from "./ethereum-identifier.ts";
import { findOwnWithFiles } from "./file-uses.ts";
import { changeGroup } from "./group-edits.ts";
import { readGroup } from "./group-record.ts";
import { countUnread, listMessages, listNewer, readMessages } from "./history.ts";
import { inboxAdmin } from "./inbox-admin.ts";
import { openLiveStream } from "./live-stream.ts";
import { Publisher } from "./publish.ts";
import { readInlineFile } from "./read-inline-file.ts";
import { readTimes } from "./read-times.ts";
import { shownBy } from "./shown-by.ts";
import { shutOutRemoved } from "./shut-out.ts";
import { readSignal, typingSignal } from "./signals.ts";
import { findSingleFile } from "./single-file.ts";
import { inSlices } from "./slices.ts";
import { syncAll } from "./sync-all.ts";

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
  const context = engineContext(client);
  const { peers, threads } = context;
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
  const admin = inboxAdmin({
    client,
    backend,
    inboxId,
    onRemoved: () => void shutOutOthers().catch(() => undefined),
  });
  const publisher = new Publisher(client, threads, probe);

  async function shutOutOthers(): Promise<void> {
    // A wallet may have taken this very device along, and who is out shuts nobody out.
    if (await admin.hasInstallation(client.installationId)) await shutOutRemoved(client);
  }

  /** A DM that came from an archive is to be read only: it is begun anew, and stitched to the old. */
  async function writable(thread: ThreadKey): Promise<Conversation> {
    const peer = dmInboxId(thread);
    if (!peer) return mustFind(thread);
    const found = threads.find(thread);
    if (found?.isActive()) return found;
    return withDeadline("create DM", client.conversations().createDmByInboxId(peer));
  }

  function mustFind(thread: ThreadKey): Conversation {
    const conversation = threads.find(thread);
    if (!conversation) throw new ParleyError("unexpected", `No conversation for ${thread}`);
    return conversation;
  }

  /** A deletion counts only in the very group of its message: a DM may be several of them. */
  function groupOf(messageId: MessageId): Promise<Conversation> {
    return threads.findGroup(client.conversations().findMessageById(messageId).convoId);
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
    listConversations: () => listConversations(context),
    listMessages: async (thread, page): Promise<MessagePage> => {
      const conversation = threads.find(thread);
      if (!conversation) return { messages: [], hasOlder: false };
      return listMessages(conversation, context, page);
    },
    listNewer: async (thread, page) => {
      const conversation = threads.find(thread);
      if (!conversation) return { messages: [], hasNewer: false };
      return listNewer(conversation, context, page);
    },
    readMessages: async (ids) => readMessages(ids, context),
    readInlineFile: async (messageId) => readInlineFile(messageId, client),
    findOwnWithFiles: (digests) => findOwnWithFiles(digests, context),
    countUnread: async (readUntilNs) => {
      const counts: Record<ThreadKey, number> = {};
      const breath = inSlices();
      for (const [key, untilNs] of Object.entries(readUntilNs) as [ThreadKey, bigint][]) {
        await breath();
        const conversation = threads.find(key);
        const count = conversation ? await countUnread(conversation, inboxId, untilNs, context) : 0;
        if (count > 0) counts[key] = count;
      }
      return counts;
    },
    openDm: async (peer) => {
      const known = threads.find(dmKey(peer));
      const conversation =
        known ?? (await withDeadline("create DM", client.conversations().createDmByInboxId(peer)));
      if (known) await withDeadline("add the peer", completeDm(known));
      return describeConversation(conversation, context);
    },
    prepare: async (thread, content, idempotencyKey) => {
      const conversation =
        content.type === "deletion" ? await groupOf(content.of) : await writable(thread);
      const known = await findSingleFile(conversation, content, {
        key: idempotencyKey,
        inboxId,
      });
      if (known) return known;
      const encoded = encodeContent(content, idempotencyKey);
      const id = conversation.prepareMessage(encoded, shouldPush(content), idempotencyKey);
      publisher.noteFresh(id as MessageId);
      return id as MessageId;
    },
    publish: async (messageId) => {
      const publishing = publisher.publish(messageId);
      const message = await withDeadline("publish", publishing, PUBLISH_DEADLINE_MS);
      noteStored(message, context);
      context.expiry.notePublished(message, BigInt(Date.now()) * 1_000_000n);
      return shownBy(message, context);
    },
    setConsent: async (thread, consent) => setConsent(mustFind(thread), consent, client),
    readTimes: async (thread) => {
      const conversation = threads.find(thread);
      return conversation ? readTimes(conversation) : {};
    },
    signal: async (thread, signal, untilNs) => {
      const content =
        signal === "typing" ? typingSignal() : readSignal(encodeReadReceipt({}), untilNs);
      const sending = mustFind(thread).send(content, { shouldPush: false });
      const id = await withDeadline("signal", sending);
      if (signal === "typing") client.conversations().deleteMessageById(id);
    },
    sendCall: async (thread, signal) => {
      const shouldPush = begins(signal);
      const conversation = await writable(thread);
      await withDeadline("call", conversation.send(callContent(signal), { shouldPush }));
    },
    readCalls: async (thread, sinceMs) => {
      const conversation = threads.find(thread);
      return conversation
        ? readCalls(conversation, thread, BigInt(Math.max(1, sinceMs)) * 1_000_000n)
        : [];
    },
    deleteMessage: async (messageId) => {
      client.conversations().deleteMessageById(messageId);
    },
    createGroup: async (group) => createGroup(group, context),
    readGroup: async (thread) => {
      const conversation = dmInboxId(thread) ? undefined : threads.find(thread);
      return conversation && readGroup(conversation, context);
    },
    changeGroup: (thread, edit) => changeGroup(thread, edit, { context, probe }),
    syncAll: (onConversation) => syncAll(context, onConversation),
    stream: (handlers) => openLiveStream(context, handlers),
    probe,
    ...admin,
    ...deviceHistory(client, parts.historyUrl),
    signWithInstallationKey: async (text) => client.signWithInstallationKey(text),
    isInstalled: () => admin.hasInstallation(client.installationId),
    // Freeing the engine's objects fails while a call is under way; the host drops all of it.
    close: onClose,
  };
}
