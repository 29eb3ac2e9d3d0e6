import type { StoredCount, XmtpClient } from "../ports/xmtp-client.ts";

/** The inbox that is on the screen when something is begun, whatever is on it later. */
export type HistoryInbox = {
  isShown(): boolean;
  /** The one that is open, or opens within some seconds. Fails when the inbox is shown no more. */
  client(): Promise<XmtpClient>;
  /** The store holds more than the screen shows, and will hold more still. */
  reread(): Promise<void>;
  /** That was all: for other tabs too, and for what is made of the messages. */
  restored(): Promise<void>;
  /** Resolves when nothing that was written is on its way, or within seconds. */
  quiet(): Promise<void>;
};

/** How much more a store holds than before. */
export function gained(before: StoredCount, after: StoredCount): StoredCount {
  return {
    conversations: after.conversations - before.conversations,
    messages: after.messages - before.messages,
  };
}
