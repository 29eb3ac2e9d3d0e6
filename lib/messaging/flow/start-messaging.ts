import type { HeardSignal } from "@/lib/calls/core/signal.ts";
import { ParleyError } from "@/lib/errors/base.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { isWritten, type OutgoingContent, type ThreadKey } from "../core/records.ts";
import type { XmtpClient } from "../ports/xmtp-client.ts";
import { createArchives } from "./archives.ts";
import { attachClient } from "./attach-client.ts";
import type { StoreNews } from "./desk.ts";
import { forgetThread } from "./forget-thread.ts";
import { createGroups, type GroupInbox, lookAtGroup } from "./groups.ts";
import { createHistory } from "./history.ts";
import type { HistoryInbox } from "./history-inbox.ts";
import { keepNothing } from "./keep-nothing.ts";
import { loadOlder, loadThread } from "./load-thread.ts";
import { markRead } from "./mark-read.ts";
import type { Messaging } from "./messaging.ts";
import type { MessagingPorts } from "./messaging-ports.ts";
import { createMessagingStore, EMPTY_VIEW } from "./messaging-store.ts";
import { openDm } from "./open-dm.ts";
import { readStore } from "./receive-messages.ts";
import { keptUnread } from "./save-snapshot.ts";
import { setConsent } from "./set-consent.ts";
import { detachClient, hideInbox, type Shown, showInbox } from "./show-inbox.ts";
import { leaveAside, loadNewer, showLatest, showMessage } from "./show-message.ts";
import { untilNothingLeaves } from "./until-nothing-leaves.ts";

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
    if (shown) hideInbox(shown);
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
    show: (inboxId) => detachClient(show(inboxId)),
    attach(client, { leads, isTemporary = false }) {
      // What can't be read now is read after the next sync, which also tells of what is wrong.
      const inbox = show(client.inboxId, isTemporary);
      attachClient(inbox, client, leads).catch(() => undefined);
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
