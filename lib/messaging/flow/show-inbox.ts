import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Unsubscribe } from "../ports/host.ts";
import type { DecisionStore, OutboxStore } from "../ports/stores.ts";
import type { XmtpClient } from "../ports/xmtp-client.ts";
import { type ClientQueue, clientQueue } from "./await-client.ts";
import { Desk } from "./desk.ts";
import { expireMessages } from "./expire-messages.ts";
import { hearTabs } from "./hear-tabs.ts";
import type { MessagingPorts } from "./messaging-ports.ts";
import type { MessagingStore } from "./messaging-store.ts";
import { createReadReceipts, type ReadReceipts } from "./read-receipts.ts";
import { keepSnapshot, restoreSnapshot } from "./save-snapshot.ts";
import { createSending, type Sending } from "./send-message.ts";
import { type TabTalk, tabTalk } from "./tabs/tab-talk.ts";
import { createTyping, type Typing } from "./typing.ts";

/** An inbox on the screen, with everything that runs for it. */
export type Shown = {
  desk: Desk;
  sending: Sending;
  talk: TabTalk;
  receipts: ReadReceipts;
  typing: Typing;
  restored: Promise<void>;
  /** Whose client is attached, or about to be. */
  client?: XmtpClient;
  queue: ClientQueue;
  outboxStore: OutboxStore;
  decisionStore: DecisionStore;
  isTemporary: boolean;
  stopLive?: Unsubscribe;
  stopSaving: Unsubscribe;
  stopHearing: Unsubscribe;
  stopExpiring: Unsubscribe;
};

/** Begins with what this device kept of an inbox; a client comes later, or never. */
export function showInbox(
  inboxId: InboxId,
  store: MessagingStore,
  ports: MessagingPorts,
): Omit<Shown, "isTemporary"> {
  const desk = new Desk(inboxId, ports.host, store);
  const talk = tabTalk(inboxId, ports.channel);
  const sending = createSending(desk, { ...ports, talk });
  const stopSaving = keepSnapshot(desk, ports.snapshots);
  const stopHearing = hearTabs(desk, sending, talk);
  const stopExpiring = expireMessages(desk);
  const restored = restore(desk, sending, ports).then(() => talk.tell({ kind: "who-read" }));
  const receipts = createReadReceipts(desk, ports.manners);
  const typing = createTyping(desk, ports.manners);
  const queue = clientQueue(ports.host);
  const stops = { stopSaving, stopHearing, stopExpiring };
  const { outboxStore, decisionStore } = ports;
  const kept = { outboxStore, decisionStore };
  return { desk, sending, talk, receipts, typing, restored, queue, ...kept, ...stops };
}

/** Ends all that `showInbox` began, and lets the client go. */
export function hideInbox(shown: Shown): void {
  shown.stopSaving();
  detachClient(shown);
  shown.stopHearing();
  shown.stopExpiring();
  shown.queue.close();
  shown.desk.close();
}

/** Lets the client go: what it brought stays on the screen, and what is written waits. */
export function detachClient(shown: Shown): void {
  delete shown.client;
  shown.desk.client = undefined;
  shown.sending.dispatch({ kind: "lead", leads: false });
  shown.stopLive?.();
  delete shown.stopLive;
}

async function restore(desk: Desk, sending: Sending, ports: MessagingPorts): Promise<void> {
  await restoreSnapshot(desk, ports.snapshots);
  await restoreOutbox(desk, sending, ports);
  desk.flush();
}

/** Puts what was written, and has not left, in line again. */
export async function restoreOutbox(
  desk: Desk,
  sending: Sending,
  { outboxStore }: Pick<MessagingPorts, "outboxStore">,
): Promise<void> {
  const items = await outboxStore.load(desk.ownInboxId).catch(() => []);
  sending.dispatch({ kind: "restored", items });
}
