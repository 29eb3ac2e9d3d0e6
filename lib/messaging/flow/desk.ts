import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { inboxRows, newerConversation } from "../core/inbox-list.ts";
import { emptyOutbox, type Outbox } from "../core/outbox.ts";
import {
  type ConversationRecord,
  dmInboxId,
  type MessageId,
  type MessageRecord,
  type ReadTime,
  type ThreadKey,
} from "../core/records.ts";
import {
  emptyTimeline,
  type Timeline,
  withChanges,
  withinTimeline,
  withMessages,
  withoutMessages,
  withPending,
} from "../core/timeline.ts";
import type { Connection, Thread } from "../core/view.ts";
import type { MessagingHost, XmtpClient } from "../ports.ts";
import type { MessagingStore, Undone } from "./messaging-store.ts";

/** What happened to the store's messages that no thread on the screen may tell. */
export type StoreNews =
  /** Taken back, or away from this device. What disappears by its time is not told. */
  | { kind: "gone"; messageIds: readonly MessageId[] }
  /** Messages of any time came from another device or an archive. */
  | { kind: "restored" };

/** A part of a thread without holes. */
export type ThreadWindow = { timeline: Timeline; hasOlder: boolean };

/** A thread that was looked at, or is kept warm. Its own window reaches to the latest message. */
export type OpenThread = ThreadWindow & {
  /** Whether the newest page is in: a message that came by stream alone is not a history. */
  isLoaded: boolean;
  /** Shown instead, while somebody reads in the middle of a long history. */
  aside?: ThreadWindow;
  /** The message that somebody asked to see. */
  target?: { messageId: MessageId; turn: number };
  /** Addresses of those who wrote in a group; a new map with each that becomes known. */
  senders?: ReadonlyMap<InboxId, Address>;
  /** Of the others; a new map with each change. */
  readTimes?: ReadonlyMap<InboxId, ReadTime>;
  typing?: readonly InboxId[];
};

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
  /** Tells who keeps something made of the store's messages. */
  tellStoreNews: (news: StoreNews) => void = () => undefined;
  isListed = false;
  isClosed = false;
  outbox: Outbox = { ...emptyOutbox(), reachable: false };
  connection: Connection = { kind: "connecting" };
  isCaughtUp = false;
  readonly conversations = new Map<ThreadKey, ConversationRecord>();
  readonly unreadCounts = new Map<ThreadKey, number>();
  readonly readUntilNs = new Map<ThreadKey, bigint>();
  readonly threads = new Map<ThreadKey, OpenThread>();
  /** Addresses of peers with whom there is no conversation yet. */
  readonly strangers = new Map<InboxId, Address>();
  readonly #changedThreads = new Set<ThreadKey>();
  #isFlushPlanned = false;

  constructor(ownInboxId: InboxId, host: MessagingHost, store: MessagingStore) {
    this.ownInboxId = ownInboxId;
    this.host = host;
    this.store = store;
  }

  putConversation(given: ConversationRecord): void {
    const known = this.conversations.get(given.key);
    this.conversations.set(given.key, newerConversation(known, given));
    this.changed(given.key);
  }

  /** Adds messages to a thread that is open; one that is not reads them from the store later. */
  putMessages(key: ThreadKey, messages: readonly MessageRecord[]): void {
    const thread = this.threads.get(key);
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
    const touched = new Set([...before.queue, ...outbox.queue].map((item) => item.thread));
    for (const key of touched) {
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
      if (thread) threads[key] = this.#toView(key, thread, threads[key]);
    }
    const { ownInboxId, conversations, unreadCounts, outbox, connection, isCaughtUp } = this;
    const source = { ownInboxId, conversations, unreadCounts, outbox: outbox.queue };
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
    return this.outbox.queue.filter(({ thread }) => thread === key);
  }

  #toView(key: ThreadKey, thread: OpenThread, before: Thread | undefined): Thread {
    const { isLoaded, senders, readTimes, typing, aside } = thread;
    const { timeline, hasOlder } = aside ?? thread;
    const conversation = this.conversations.get(key);
    const peer = this.peerOf(key);
    const view: Thread = {
      key,
      ...(conversation && { conversationId: conversation.id }),
      ...(peer && { peer }),
      ...(conversation?.name && { name: conversation.name }),
      ...(conversation && { consent: conversation.consent }),
      ...(senders && { senders }),
      ...(readTimes && { readUntilMs: toReadUntilMs(readTimes, before?.readUntilMs) }),
      ...(typing && { typing }),
      status: isLoaded || aside ? "ready" : "loading",
      items: timeline.items,
      hasOlder,
      hasNewer: aside !== undefined,
      ...toTarget(thread),
    };
    return before && sameThread(before, view) ? before : view;
  }
}

/** Once it is among what is shown: until then there is nothing to scroll to. */
function toTarget({ target, timeline, aside }: OpenThread): Pick<Thread, "target"> {
  if (!target) return {};
  const { records, writtenKeys } = aside?.timeline ?? timeline;
  const { messageId, turn } = target;
  if (!records.some(({ id }) => id === messageId)) return {};
  return { target: { itemKey: writtenKeys.get(messageId) ?? messageId, turn } };
}

function toReadUntilMs(
  readTimes: ReadonlyMap<InboxId, ReadTime>,
  before: Thread["readUntilMs"],
): ReadonlyMap<InboxId, number> {
  const next = new Map(
    [...readTimes].map(([inboxId, { untilNs }]) => [inboxId, Number(untilNs / 1_000_000n)]),
  );
  const isSame =
    before?.size === next.size && [...next].every(([inboxId, ms]) => before.get(inboxId) === ms);
  return isSame ? before : next;
}

function sameThread(a: Thread, b: Thread): boolean {
  return (
    a.items === b.items &&
    a.hasNewer === b.hasNewer &&
    a.target?.turn === b.target?.turn &&
    a.senders === b.senders &&
    a.readUntilMs === b.readUntilMs &&
    a.typing === b.typing &&
    a.consent === b.consent &&
    a.status === b.status &&
    a.hasOlder === b.hasOlder &&
    a.conversationId === b.conversationId &&
    a.peer?.address === b.peer?.address &&
    a.name === b.name
  );
}
