import type { HeardSignal } from "@/lib/calls/core/signal.ts";
import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { GroupRecord } from "../core/group.ts";
import { inboxRows, newerConversation } from "../core/inbox-list.ts";
import { emptyOutbox, type Outbox, type Pending } from "../core/outbox.ts";
import {
  type Consent,
  type ConversationRecord,
  dmInboxId,
  type MessageId,
  type MessageRecord,
  type ThreadKey,
} from "../core/records.ts";
import { sameGroup } from "../core/same-group.ts";
import {
  emptyTimeline,
  withChanges,
  withinTimeline,
  withMessages,
  withoutMessages,
  withPending,
} from "../core/timeline.ts";
import type { Connection, Thread } from "../core/view.ts";
import type { MessagingHost } from "../ports/host.ts";
import type { XmtpClient } from "../ports/xmtp-client.ts";
import type { MessagingStore, Undone } from "./messaging-store.ts";
import type { OpenThread } from "./open-thread.ts";
import { toThreadView } from "./thread-view.ts";

/** What happened to the store's messages that no thread on the screen may tell. */
export type StoreNews =
  /** Taken back, or away from this device. What disappears by its time is not told. */
  | { kind: "gone"; messageIds: readonly MessageId[] }
  /** Messages of any time came from another device or an archive. */
  | { kind: "restored" };

/**
 * The working state of messaging for one inbox. Flows change it through these methods; the
 * store gets all changes of a frame at once, except those that a person just made.
 */
export class Desk {
  readonly ownInboxId: InboxId;
  readonly host: MessagingHost;
  readonly store: MessagingStore;
  /** Absent until the engine is up, and after it was closed. */
  client: XmtpClient | undefined;
  /** Somebody waits longer than is usual: ask whether the network is there. */
  doubtNetwork: () => void = () => undefined;
  /** The store may know of this thread what nobody told. */
  storeMoved: (key: ThreadKey) => void = () => undefined;
  /** Something changed in a group. */
  groupMoved: (key: ThreadKey) => void = () => undefined;
  /** Tells who keeps something made of the store's messages. */
  tellStoreNews: (news: StoreNews) => void = () => undefined;
  /** Something was said of a call. */
  tellCall: (call: HeardSignal) => void = () => undefined;
  /** A message left the outbox: the network has it, or nobody will. */
  tellLeft: (key: string) => void = () => undefined;
  isListed = false;
  isClosed = false;
  outbox: Outbox = { ...emptyOutbox(), reachable: false };
  /** Messages that another flow makes ready; the outbox takes over each by its key. */
  #preparing: readonly Pending[] = [];
  connection: Connection = { kind: "connecting" };
  isCaughtUp = false;
  readonly conversations = new Map<ThreadKey, ConversationRecord>();
  /** What was decided here and the engine has not noted yet: it counts, whatever the store says. */
  readonly decisions = new Map<ThreadKey, Consent>();
  readonly unreadCounts = new Map<ThreadKey, number>();
  /** How often the store was asked for counts, and which of those questions each stands by. */
  readonly counting = { turn: 0, turnOf: new Map<ThreadKey, number>() };
  readonly readUntilNs = new Map<ThreadKey, bigint>();
  readonly threads = new Map<ThreadKey, OpenThread>();
  /** Addresses of peers with whom there is no conversation yet. */
  readonly strangers = new Map<InboxId, Address>();
  /** Addresses of those who are named in groups. */
  readonly people = new Map<InboxId, Address>();
  /** Whose address is being looked for, until that is answered. */
  readonly asking = new Map<InboxId, Promise<void>>();
  readonly #changedThreads = new Set<ThreadKey>();
  #isFlushPlanned = false;

  constructor(ownInboxId: InboxId, host: MessagingHost, store: MessagingStore) {
    this.ownInboxId = ownInboxId;
    this.host = host;
    this.store = store;
  }

  putConversation(given: ConversationRecord): void {
    const known = this.conversations.get(given.key);
    const consent = this.decisions.get(given.key) ?? given.consent;
    this.conversations.set(given.key, newerConversation(known, { ...given, consent }));
    this.changed(given.key);
  }

  /** Adds messages to a thread that is open; one that is not reads them from the store later. */
  putMessages(key: ThreadKey, messages: readonly MessageRecord[]): void {
    const thread = this.threads.get(key);
    if (thread && isNewsOfGroup(thread, messages)) this.groupMoved(key);
    if (thread) thread.timeline = withMessages(thread.timeline, messages);
    if (thread?.aside) thread.aside.timeline = withChanges(thread.aside.timeline, messages);
    if (thread?.aside) thread.aside.timeline = withinTimeline(thread.aside.timeline, messages);
    const takenBack = messages.filter(({ content }) => content.type === "deleted");
    if (takenBack.length > 0) {
      this.tellStoreNews({ kind: "gone", messageIds: takenBack.map(({ id }) => id) });
    }
    const conversation = this.conversations.get(key);
    const newest = messages.at(-1);
    if (conversation && newest) {
      this.conversations.set(
        key,
        newerConversation(conversation, { ...conversation, lastMessage: newest }),
      );
    }
    this.changed(key);
  }

  /** A group was read: what the list says of it is said from the same reading. */
  putGroup(key: ThreadKey, group: GroupRecord): void {
    const thread = this.thread(key);
    if (!sameGroup(thread.group, group)) thread.group = group;
    this.changed(key);
    const conversation = this.conversations.get(key);
    if (!conversation) return;
    const { standing: _, disappearAfterMs: __, ...rest } = conversation;
    const { name, standing, disappearAfterMs } = group;
    this.conversations.set(key, {
      ...rest,
      name,
      ...(standing !== "member" && { standing }),
      ...(disappearAfterMs !== undefined && { disappearAfterMs }),
    });
  }

  /** Whoever writes to somebody wants to hear from them: the engine has noted it already. */
  welcome(key: ThreadKey): void {
    const conversation = this.conversations.get(key);
    if (conversation?.consent === "unknown") {
      this.putConversation({ ...conversation, consent: "allowed" });
    }
  }

  /** A message that has disappeared is not the last one of its conversation any more. */
  dropLastMessage(key: ThreadKey): void {
    const conversation = this.conversations.get(key);
    if (!conversation) return;
    const { lastMessage: _, ...rest } = conversation;
    this.conversations.set(key, rest);
    this.changed(key);
  }

  /** Nothing is left of a thread on this device. */
  emptyThread(key: ThreadKey): void {
    const thread = this.threads.get(key);
    if (thread) thread.timeline = withoutMessages(thread.timeline);
    this.dropLastMessage(key);
  }

  /** Takes a message away that was never sent, or is to be seen here no more. */
  dropMessage(messageId: MessageId): void {
    this.tellStoreNews({ kind: "gone", messageIds: [messageId] });
    for (const [key, thread] of this.threads) {
      for (const window of [thread, thread.aside]) {
        if (!window?.timeline.records.some(({ id }) => id === messageId)) continue;
        const kept = window.timeline.records.filter(({ id }) => id !== messageId);
        window.timeline = withMessages(withoutMessages(window.timeline), kept);
        this.changed(key);
      }
    }
  }

  /** The thread's entry, made when there is none. */
  thread(key: ThreadKey): OpenThread {
    const known = this.threads.get(key);
    if (known) return known;
    const { ownInboxId } = this;
    const timeline = emptyTimeline({ ownInboxId, startOfDayMs: this.host.startOfDayMs });
    const thread: OpenThread = {
      timeline: withPending(timeline, this.#pendingOf(key)),
      isLoaded: false,
      hasOlder: false,
    };
    this.threads.set(key, thread);
    this.changed(key);
    return thread;
  }

  putOutbox(outbox: Outbox): void {
    const before = this.outbox;
    if (before === outbox) return;
    this.outbox = outbox;
    this.#pendingMoved([...before.queue, ...outbox.queue]);
  }

  putPreparing(preparing: readonly Pending[]): void {
    const before = this.#preparing;
    this.#preparing = preparing;
    this.#pendingMoved([...before, ...preparing]);
  }

  #pendingMoved(items: readonly Pending[]): void {
    for (const key of new Set(items.map(({ thread }) => thread))) {
      const thread = this.threads.get(key);
      if (thread) thread.timeline = withPending(thread.timeline, this.#pendingOf(key));
      this.changed(key);
    }
  }

  putUndone(undone: Undone): void {
    this.store.setState({ undone });
  }

  putConnection(connection: Connection, isCaughtUp: boolean): void {
    this.connection = connection;
    this.isCaughtUp = isCaughtUp;
    this.#plan();
  }

  changed(key: ThreadKey): void {
    this.#changedThreads.add(key);
    this.#plan();
  }

  listed(): void {
    this.isListed = true;
    this.#plan();
  }

  /** What still arrives for this inbox is not shown any more. */
  close(): void {
    this.isClosed = true;
    this.client = undefined;
  }

  /** Shows everything now: what a person did must be on the screen before anything is awaited. */
  flush(): void {
    this.#isFlushPlanned = false;
    if (this.isClosed) return;
    const before = this.store.getState();
    const threads = { ...before.threads };
    for (const key of this.#changedThreads) {
      const thread = this.threads.get(key);
      if (!thread) continue;
      const conversation = this.conversations.get(key);
      const known = { conversation, peer: this.peerOf(key), pending: this.#pendingOf(key) };
      threads[key] = toThreadView(key, thread, known, threads[key]);
    }
    const { ownInboxId, conversations, unreadCounts, connection, isCaughtUp } = this;
    const { people } = this;
    const source = { ownInboxId, conversations, unreadCounts, people, outbox: this.#pending() };
    this.store.setState({
      inboxId: ownInboxId,
      status: this.isListed ? "ready" : "loading",
      rows: inboxRows(source, before.rows, this.#changedThreads),
      threads,
      connection,
      isCaughtUp,
    });
    this.#changedThreads.clear();
  }

  peerOf(key: ThreadKey): Thread["peer"] {
    const known = this.conversations.get(key)?.peer;
    if (known) return known;
    const inboxId = dmInboxId(key);
    const address = inboxId && this.strangers.get(inboxId);
    return address && { inboxId, address };
  }

  #plan(): void {
    if (this.#isFlushPlanned) return;
    this.#isFlushPlanned = true;
    this.host.beforePaint(() => {
      if (this.#isFlushPlanned) this.flush();
    });
  }

  #pendingOf(key: ThreadKey) {
    return this.#pending().filter(({ thread }) => thread === key);
  }

  #pending(): readonly Pending[] {
    const { queue, gone } = this.outbox;
    if (this.#preparing.length === 0) return queue;
    const taken = new Set(queue.map(({ key }) => key));
    const preparing = this.#preparing.filter(({ key }) => !taken.has(key) && !gone.has(key));
    return [...queue, ...preparing];
  }
}

/** Whether messages tell of a change of a group that was not known here. */
function isNewsOfGroup({ timeline }: OpenThread, messages: readonly MessageRecord[]): boolean {
  const changes = messages.filter(({ content }) => content.type === "group-changed");
  if (changes.length === 0) return false;
  const known = new Set(timeline.records.map(({ id }) => id));
  return changes.some(({ id }) => !known.has(id));
}
