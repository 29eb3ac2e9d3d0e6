import type { HeardSignal } from "@/lib/calls/core/signal.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { ConversationRecord, MessageRecord, ThreadKey } from "./records.ts";

/** Who did something in a thread, and when by the network's clock. */
export type Heard = { thread: ThreadKey; inboxId: InboxId; atNs: bigint };

/** What a stream tells, as plain data: it crosses to other threads and tabs. */
export type StreamNews =
  /** New, or as it stands now: a reaction and a deletion are told as the message that they change. */
  | { kind: "message"; message: MessageRecord }
  | { kind: "conversation"; conversation: ConversationRecord }
  /** Somebody, perhaps oneself elsewhere, has read a thread up to a time. */
  | { kind: "read"; read: Heard & { isFromParley: boolean } }
  /** Somebody writes at this moment. Stored by nobody. */
  | { kind: "typing"; typing: Heard }
  /** Something was said of a call, perhaps from here. It is no message of its thread. */
  | { kind: "call"; call: HeardSignal };

/** A listener for each kind of news. */
export type NewsListener = {
  onMessage: (message: MessageRecord) => void;
  onConversation: (conversation: ConversationRecord) => void;
  onRead: (read: Extract<StreamNews, { kind: "read" }>["read"]) => void;
  onTyping: (typing: Heard) => void;
  onCall: (call: HeardSignal) => void;
};

/** A listener that gives everything it hears to `emit`, in the same order. */
export function newsListener(emit: (news: StreamNews) => void): NewsListener {
  return {
    onMessage: (message) => emit({ kind: "message", message }),
    onConversation: (conversation) => emit({ kind: "conversation", conversation }),
    onRead: (read) => emit({ kind: "read", read }),
    onTyping: (typing) => emit({ kind: "typing", typing }),
    onCall: (call) => emit({ kind: "call", call }),
  };
}

/** Tells a listener what another one heard. */
export function tellNews(listener: NewsListener, news: StreamNews): void {
  switch (news.kind) {
    case "message":
      listener.onMessage(news.message);
      break;
    case "conversation":
      listener.onConversation(news.conversation);
      break;
    case "read":
      listener.onRead(news.read);
      break;
    case "typing":
      listener.onTyping(news.typing);
      break;
    case "call":
      listener.onCall(news.call);
      break;
  }
}
