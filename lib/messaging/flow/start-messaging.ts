import type { HeardSignal } from "@/lib/calls/core/signal.ts";
import { ParleyError } from "@/lib/errors/base.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Pending } from "../core/outbox.ts";
import {
  type Consent,
  isWritten,
  type MessageId,
  type OutgoingContent,
  type ThreadKey,
} from "../core/records.ts";
import type { MessagingHost, Unsubscribe } from "../ports/host.ts";
import type { Manners } from "../ports/manners.ts";
import type { DecisionStore, OutboxStore, SnapshotStore } from "../ports/stores.ts";
import type { TabChannel } from "../ports/tabs.ts";
import type { XmtpClient } from "../ports/xmtp-client.ts";
import { answerDevices } from "./answer-devices.ts";
import { type Archives, createArchives } from "./archives.ts";
import { type ClientQueue, clientQueue } from "./await-client.ts";
import { Desk, type StoreNews } from "./desk.ts";
import { expireMessages } from "./expire-messages.ts";
import { forgetThread } from "./forget-thread.ts";
import { createGroups, type GroupInbox, type Groups, lookAtGroup } from "./groups.ts";
import { hearTabs } from "./hear-tabs.ts";
import { createHistory, type History } from "./history.ts";
import type { HistoryInbox } from "./history-inbox.ts";
import { keepLive } from "./keep-live.ts";
import { keepNothing } from "./keep-nothing.ts";
import { listConversations } from "./list-conversations.ts";
import { adoptUnsent, loadOlder, loadThread } from "./load-thread.ts";
import { markRead } from "./mark-read.ts";
import { createMessagingStore, EMPTY_VIEW, type MessagingStore } from "./messaging-store.ts";
import { openDm } from "./open-dm.ts";
import { createReadReceipts, type ReadReceipts } from "./read-receipts.ts";
import { loadAwaited, warmThreads } from "./ready-threads.ts";
import { createReceiving, readStore } from "./receive-messages.ts";
import { rereadThreads } from "./reread-threads.ts";
import { keepSnapshot, keptUnread, restoreSnapshot } from "./save-snapshot.ts";
import { createSending, type Sending } from "./send-message.ts";
import { redoDecisions, setConsent } from "./set-consent.ts";
import {
  leaveAside,
  loadNewer,
  type ShownMessage,
  showLatest,
  showMessage,
} from "./show-message.ts";
import { type TabTalk, tabTalk } from "./tabs/tab-talk.ts";
import { createTyping, type Typing } from "./typing.ts";
import { untilNothingLeaves } from "./until-nothing-leaves.ts";

export type MessagingPorts = {
  snapshots: SnapshotStore;
  outboxStore: OutboxStore;
  decisionStore: DecisionStore;
  host: MessagingHost;
  /** To the other tabs of the profile. */
  channel: TabChannel;
  manners: () => Manners;
};

/** Messaging as the screen uses it. Verbs act on the inbox that is shown; without one they fail. */
export type Messaging = {
  readonly store: Pick<MessagingStore, "getState" | "getInitialState" | "subscribe">;
  /**
   * Shows an inbox from what this device kept of it. No engine, no network: a client that was
   * attached is let go, what it brought stays on the screen, and what is written waits.
   */
  show(inboxId: InboxId): void;
  /**
   * The engine is up, here or in the tab that leads: read the store, stream, and send what waits
   * if it is this tab that `leads`. With a client that `isTemporary` nothing is kept on this device.
   */
  attach(client: XmtpClient, options: { leads: boolean; isTemporary?: true }): void;
  /** Stops everything, and shows nothing. The client's owner closes it. */
  stop(): void;
  send(thread: ThreadKey, text: string): string;
  /** Writes in a thread, or does something to a message in it; see `Sending.send`. */
  write(thread: ThreadKey, content: OutgoingContent, key?: string): string;
  /**
   * Shows messages at the end of their threads that are being made ready to be written: all there
   * are, each by the key that it will be written with. For the inbox that is shown.
   */
  showPreparing(preparing: readonly Pending[]): void;
  /** Whether a message with this key waits or is on its way. */
  isQueued(key: string): boolean;
  /** Tells the key of each message that was published or given up. */
  onLeft(listener: (key: string) => void): Unsubscribe;
  retry(messageKey: string): void;
  discard(messageKey: string): void;
  openDm(addressText: string): Promise<ThreadKey>;
  openThread(thread: ThreadKey): void;
  loadOlder(thread: ThreadKey): Promise<void>;
  /** Of a thread that shows a part of its history: the page after it. */
  loadNewer(thread: ThreadKey): Promise<void>;
  /**
   * Shows a message in its place, wherever in the history that is; open the thread beside it. Gives
   * `gone` for one that is not there any more.
   */
  showMessage(thread: ThreadKey, messageId: MessageId): Promise<ShownMessage>;
  /** Goes on to the latest messages, after `showMessage`. */
  showLatest(thread: ThreadKey): void;
  markRead(thread: ThreadKey): void;
  /** This person is writing in a thread. Called at every key. */
  tellTyping(thread: ThreadKey): void;
  /** Decides about a conversation, on all devices of the inbox. */
  setConsent(thread: ThreadKey, consent: Consent): Promise<void>;
  /** Takes all messages of a thread away on this device; everybody else keeps them. */
  forgetThread(thread: ThreadKey): Promise<void>;
  /** Takes a message away on this device; everybody else keeps it. */
  deleteHere(messageId: MessageId): Promise<void>;
  /** The bytes of the file that came inside a message; undefined when it is not there. */
  readInlineFile(messageId: MessageId): Promise<Uint8Array | undefined>;
  /**
   * Own messages of any conversation that stand, and have one of these files, by the digests of their
   * sealed bytes.
   */
  findOwnWithFiles(contentDigests: readonly string[]): Promise<MessageId[]>;
  /** How much was unread in an inbox when it was last shown on this device. */
  keptUnread(inboxId: InboxId): Promise<number>;
  onStoreNews(listener: (news: StoreNews) => void): Unsubscribe;
  /** Tells what is said of calls, by whatever device, while the client streams. */
  onCall(listener: (call: HeardSignal) => void): Unsubscribe;
  readonly history: History;
  readonly archives: Archives;
  readonly groups: Groups;
};

type Shown = {
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

/**
 * Makes messaging over its ports; nothing runs until an inbox is shown.
 *
 * @example
 * const messaging = createMessaging(ports);
 * messaging.show(inboxId);        // the list, from the snapshot
 * messaging.attach(client);       // the truth, and live
 * messaging.send(`dm:${peer}`, "Hello");
 */
export function createMessaging(ports: MessagingPorts): Messaging {
  const store = createMessagingStore();
  let shown: Shown | undefined;
  const ofShown = { host: ports.host, inbox: () => historyOf(current()) };
  const history = createHistory(ofShown);
  const archives = createArchives(ofShown);
  const groups = createGroups(() => groupsOf(current()));
  const newsListeners = new Set<(news: StoreNews) => void>();
  const leftListeners = new Set<(key: string) => void>();
  const callListeners = new Set<(call: HeardSignal) => void>();

  function stop(): void {
    if (shown) hide(shown);
    shown = undefined;
    history.forget();
    archives.forget();
    store.setState(EMPTY_VIEW, true);
  }

  function show(inboxId: InboxId, isTemporary = false): Shown {
    const isShown = shown?.desk.ownInboxId === inboxId && shown.isTemporary === isTemporary;
    if (shown && isShown) return shown;
    stop();
    const own = isTemporary && keepNothing();
    shown = { ...showInbox(inboxId, store, { ...ports, ...own }), isTemporary };
    shown.desk.tellStoreNews = (news) => {
      for (const listener of newsListeners) listener(news);
    };
    shown.desk.tellCall = (call) => {
      for (const listener of callListeners) listener(call);
    };
    shown.desk.tellLeft = (key) => {
      for (const listener of leftListeners) listener(key);
    };
    shown.desk.flush();
    return shown;
  }

  function current(): Shown {
    if (!shown) throw new ParleyError("unexpected", "No inbox is shown");
    return shown;
  }

  /** The client, as soon as it is there: a page that has just been opened has none yet. */
  async function attached(inbox: Shown): Promise<XmtpClient> {
    return inbox.client ?? inbox.queue.wait();
  }

  function write(thread: ThreadKey, content: OutgoingContent, key?: string): string {
    const { desk, sending, typing } = current();
    // What was made ready is in its place already: whoever reads on meanwhile stays where they are.
    if (isWritten(content) && key === undefined) {
      showLatest(desk, thread);
      typing.sent(thread);
    }
    return sending.send(thread, content, key);
  }

  /** What is begun for one inbox must not go on with the client of the next. */
  function historyOf(inbox: Shown): HistoryInbox {
    return {
      isShown: () => inbox === shown,
      client: () => attached(inbox),
      reread: () => readStore(inbox.desk, inbox.sending),
      restored: async () => {
        inbox.talk.tell({ kind: "restored" });
        inbox.desk.tellStoreNews({ kind: "restored" });
        await readStore(inbox.desk, inbox.sending);
      },
      quiet: () => untilNothingLeaves(inbox.desk),
    };
  }

  function groupsOf(shownInbox: Shown): GroupInbox {
    const { desk, sending, talk } = shownInbox;
    return { desk, sending, talk, client: () => attached(shownInbox) };
  }

  return {
    store,
    history,
    archives,
    groups,
    stop,
    show: (inboxId) => detach(show(inboxId)),
    attach(client, { leads, isTemporary = false }) {
      // What can't be read now is read after the next sync, which also tells of what is wrong.
      const inbox = show(client.inboxId, isTemporary);
      attach(inbox, client, leads).catch(() => undefined);
    },
    send: (thread, text) => write(thread, { type: "text", text }),
    write,
    showPreparing(preparing) {
      const { desk } = current();
      for (const { thread } of preparing) desk.thread(thread);
      desk.putPreparing(preparing);
      desk.flush();
    },
    isQueued: (key) => current().desk.outbox.queue.some((item) => item.key === key),
    onLeft(listener) {
      leftListeners.add(listener);
      return () => leftListeners.delete(listener);
    },
    retry: (key) => current().sending.retry(key),
    discard: (key) => current().sending.discard(key),
    keptUnread: (inboxId) => keptUnread(inboxId, ports.snapshots),
    async openDm(addressText) {
      const inbox = current();
      return openDm(inbox.desk, () => attached(inbox), addressText);
    },
    openThread(thread) {
      const { desk, sending, receipts } = current();
      leaveAside(desk, thread);
      void loadThread(desk, sending, thread)
        .then(() => receipts.load(thread))
        .catch(() => undefined);
      lookAtGroup(desk, thread);
      desk.flush();
    },
    loadOlder: (thread) => loadOlder(current().desk, thread),
    loadNewer: (thread) => loadNewer(current().desk, thread),
    async showMessage(thread, messageId) {
      const inbox = current();
      return showMessage(inbox.desk, await attached(inbox), thread, messageId);
    },
    showLatest(thread) {
      const { desk } = current();
      showLatest(desk, thread);
      desk.flush();
    },
    markRead(thread) {
      const { desk, talk, receipts } = current();
      const untilNs = markRead(desk, thread);
      receipts.tell(thread);
      if (untilNs !== undefined) talk.tell({ kind: "read", untilNs: { [thread]: untilNs } });
    },
    tellTyping: (thread) => current().typing.tell(thread),
    async setConsent(thread, consent) {
      const inbox = current();
      const { desk, receipts } = inbox;
      await setConsent(inbox, () => attached(inbox), { thread, consent });
      // Who is let in was read to the end: that is how one decided.
      if (consent === "allowed" && desk.threads.get(thread)?.isLoaded) receipts.tell(thread);
    },
    async forgetThread(thread) {
      const inbox = current();
      await forgetThread(inbox.desk, await attached(inbox), thread);
      inbox.talk.tell({ kind: "forgotten", thread });
    },
    async deleteHere(messageId) {
      const inbox = current();
      const { desk, talk } = inbox;
      await (await attached(inbox)).deleteMessage(messageId);
      desk.dropMessage(messageId);
      talk.tell({ kind: "deleted", messageId });
    },
    readInlineFile: async (messageId) => (await attached(current())).readInlineFile(messageId),
    findOwnWithFiles: async (digests) => (await attached(current())).findOwnWithFiles(digests),
    onCall(listener) {
      callListeners.add(listener);
      return () => callListeners.delete(listener);
    },
    onStoreNews(listener) {
      newsListeners.add(listener);
      return () => newsListeners.delete(listener);
    },
  };
}

function showInbox(
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

function hide(shown: Shown): void {
  shown.stopSaving();
  detach(shown);
  shown.stopHearing();
  shown.stopExpiring();
  shown.queue.close();
  shown.desk.close();
}

function detach(shown: Shown): void {
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

async function restoreOutbox(
  desk: Desk,
  sending: Sending,
  { outboxStore }: Pick<MessagingPorts, "outboxStore">,
): Promise<void> {
  const items = await outboxStore.load(desk.ownInboxId).catch(() => []);
  sending.dispatch({ kind: "restored", items });
}

async function attach(shown: Shown, client: XmtpClient, leads: boolean): Promise<void> {
  if (shown.client === client) return;
  detach(shown);
  shown.client = client;
  shown.queue.serve(client);
  const { desk, sending, restored } = shown;
  // What was saved is older than the store: it must not come after it.
  await restored;
  if (desk.isClosed || shown.client !== client) return;
  desk.client = client;
  sending.dispatch({ kind: "lead", leads });
  // What was written and decided in a tab that is gone, and nobody was told of.
  if (leads) await restoreOutbox(desk, sending, shown);
  if (leads) await redoDecisions(shown, client);
  await loadAwaited(desk, sending);
  if (desk.client !== client) return;
  const receiving = createReceiving(desk, sending, shown);
  const stopLive = keepLive(desk, client, sending, receiving);
  const stopRereading = rereadThreads(desk, sending);
  desk.groupMoved = (key) => lookAtGroup(desk, key);
  const stopAnswering = leads ? answerDevices(desk, client) : () => undefined;
  shown.stopLive = () => {
    stopAnswering();
    stopLive();
    stopRereading();
    desk.groupMoved = () => undefined;
  };
  await listConversations(desk, client);
  const lastMessages = [...desk.conversations.values()].flatMap(
    ({ lastMessage }) => lastMessage ?? [],
  );
  adoptUnsent(desk, sending, lastMessages);
  for (const key of desk.threads.keys()) {
    await loadThread(desk, sending, key);
    await shown.receipts.load(key);
    lookAtGroup(desk, key);
  }
  if (leads) await warmThreads(desk, sending);
}
