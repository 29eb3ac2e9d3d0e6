import type { HeardSignal } from "@/lib/calls/core/signal.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Pending } from "../core/outbox.ts";
import type { Consent, MessageId, OutgoingContent, ThreadKey } from "../core/records.ts";
import type { Unsubscribe } from "../ports/host.ts";
import type { XmtpClient } from "../ports/xmtp-client.ts";
import type { Archives } from "./archives.ts";
import type { StoreNews } from "./desk.ts";
import type { Groups } from "./groups.ts";
import type { History } from "./history.ts";
import type { MessagingStore } from "./messaging-store.ts";
import type { ShownMessage } from "./show-message.ts";

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
