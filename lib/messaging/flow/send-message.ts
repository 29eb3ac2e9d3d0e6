import { ParleyError, toParleyError } from "@/lib/errors/base.ts";
import {
  type OutboxEffect,
  type OutboxEvent,
  type Outgoing,
  stepOutbox,
  toStored,
} from "../core/outbox.ts";
import {
  dmInboxId,
  type MessageId,
  type MessageRecord,
  type OutgoingContent,
  type SentContent,
  type ThreadKey,
} from "../core/records.ts";
import { MAX_TEXT_BYTES, utf8Bytes } from "../core/text-limit.ts";
import type { OutboxStore } from "../ports/stores.ts";
import type { XmtpClient } from "../ports/xmtp-client.ts";
import type { Desk } from "./desk.ts";
import type { TabTalk } from "./tabs/tab-talk.ts";

/** A message that takes longer than this raises the question whether the network is there. */
const DOUBT_AFTER_MS = 1_500;

export type SendingPorts = { outboxStore: OutboxStore; talk: TabTalk };

/** The outbox with its hands: carries its effects out and feeds it what came of them. */
export type Sending = {
  /**
   * Shows what was written or done and queues it, before anything is awaited. Gives its key, which
   * is the given one where a row has it already. Fails with `message.too-large`.
   */
  send(thread: ThreadKey, content: OutgoingContent, key?: string): string;
  retry(key: string): void;
  discard(key: string): void;
  dispatch(event: OutboxEvent): void;
};

export function createSending(desk: Desk, { outboxStore, talk }: SendingPorts): Sending {
  const { host, ownInboxId } = desk;

  function dispatch(event: OutboxEvent): void {
    if (desk.isClosed) return;
    const [outbox, effects] = stepOutbox(desk.outbox, event, host.nowMs());
    desk.putOutbox(outbox);
    for (const effect of effects) carryOut(effect);
  }

  function carryOut(effect: OutboxEffect): void {
    switch (effect.kind) {
      case "transmit":
        void transmit(effect.item);
        break;
      case "store":
        // Without room to keep it the message still leaves; it would only not survive a crash.
        outboxStore.put(ownInboxId, toStored(effect.item)).catch(() => undefined);
        talk.tell({ kind: "outgoing", item: toStored(effect.item) });
        break;
      case "forget":
        void forgetKept(effect.key);
        break;
      case "undone":
        desk.putUndone({ content: effect.item.content, reason: effect.reason });
        break;
      case "wake":
        host.at(effect.atMs, () => dispatch({ kind: "retry-due", atMs: effect.atMs }));
        break;
    }
  }

  /**
   * Told when the disk has forgotten it, not before: a tab that is opened in between has read it
   * there, and listens by then.
   */
  async function forgetKept(key: string): Promise<void> {
    desk.tellLeft(key);
    await outboxStore.remove(ownInboxId, key).catch(() => undefined);
    talk.tell({ kind: "gone", key });
  }

  async function transmit(item: Outgoing): Promise<void> {
    const calmDown = host.at(host.nowMs() + DOUBT_AFTER_MS, () => desk.doubtNetwork());
    try {
      const client = desk.client;
      if (!client) throw new ParleyError("xmtp.unreachable", "The client is not open yet");
      const published = await leave(client, item);
      // One change for the screen: the row turns from sending to sent in its place.
      if (published) desk.putMessages(item.thread, [published]);
      desk.welcome(item.thread);
      talk.tell({ kind: "published", key: item.key, ...(published && { message: published }) });
      dispatch({ kind: "published", key: item.key });
      desk.storeMoved(item.thread);
      if (item.content.type === "invitation") {
        desk.groupMoved(item.thread);
        talk.tell({ kind: "group", thread: item.thread });
      }
    } catch (error) {
      dispatch({ kind: "refused", key: item.key, reason: toParleyError(error).code });
    } finally {
      calmDown();
    }
  }

  /** Gives the message in which it shows, if in any. */
  async function leave(client: XmtpClient, item: Outgoing): Promise<MessageRecord | undefined> {
    const { thread, content } = item;
    if (content.type === "invitation") {
      await client.changeGroup(thread, { kind: "add", inboxIds: content.inboxIds });
      return undefined;
    }
    return client.publish(item.messageId ?? (await prepare(client, { ...item, content })));
  }

  async function prepare(
    client: XmtpClient,
    { thread, key, content }: Outgoing & { content: SentContent },
  ): Promise<MessageId> {
    const inboxId = dmInboxId(thread);
    if (inboxId && !desk.conversations.has(thread)) {
      desk.putConversation(await client.openDm(inboxId));
    }
    const messageId = await client.prepare(thread, content, key);
    dispatch({ kind: "prepared", key, messageId });
    return messageId;
  }

  /** The engine's store has it as well, and would show it again as failed. */
  function forget(messageId: MessageId): void {
    desk.dropMessage(messageId);
    desk.client?.deleteMessage(messageId).catch(() => undefined);
    talk.tell({ kind: "deleted", messageId });
  }

  return {
    dispatch,
    send(thread, content, key = host.newKey()) {
      mustFit(content);
      desk.thread(thread);
      dispatch({ kind: "written", key, thread, content });
      desk.flush();
      return key;
    },
    retry: (key) => {
      dispatch({ kind: "retry", key });
      desk.flush();
    },
    discard: (key) => {
      const { messageId } = desk.outbox.queue.find((item) => item.key === key) ?? {};
      dispatch({ kind: "discard", key });
      if (messageId) forget(messageId);
      desk.flush();
    },
  };
}

function mustFit(content: OutgoingContent): void {
  const sizeBytes = utf8Bytes(writtenText(content));
  if (sizeBytes <= MAX_TEXT_BYTES) return;
  throw new ParleyError("message.too-large", "The text is over the limit", {
    facts: { sizeBytes, limitBytes: MAX_TEXT_BYTES },
  });
}

function writtenText(content: OutgoingContent): string {
  if (content.type === "reply") return writtenText(content.content);
  return content.type === "text" || content.type === "markdown" ? content.text : "";
}
