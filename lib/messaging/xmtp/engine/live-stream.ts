import { type Conversation, GroupMessageKind, type Message } from "@xmtp/wasm-bindings";
import type { StreamHandlers, Unsubscribe } from "../../ports.ts";
import { describeConversation } from "./conversations.ts";
import { silenceDeadline } from "./deadline.ts";
import { toEngineError } from "./engine-error.ts";
import { toMessageRecord } from "./to-record.ts";
import { type EngineContext, watchNew } from "./watch-new.ts";

/**
 * Subscribes to new conversations and to all messages; resolves when both subscriptions stand.
 *
 * One failure of either ends both and is told once: the engine goes on after an error in ways
 * that depend on its kind, and a fresh stream followed by a sync is right after any of them.
 */
export async function openLiveStream(
  context: EngineContext,
  handlers: StreamHandlers,
): Promise<Unsubscribe> {
  // Opening a stream makes the engine process all waiting welcomes side by side: the first is
  // done when nearly all are. A sync does them in order, and each shows when its turn is over.
  await whileItMoves(context, context.client.conversations().sync(), handlers);
  const failed = Promise.withResolvers<never>();
  let isStanding = false;
  let isOver = false;
  const end = (cause: unknown) => {
    if (isOver) return;
    close();
    if (isStanding) handlers.onEnd(cause);
    else failed.reject(cause ?? new Error("The stream ended before it stood"));
  };
  const conversations = context.client.conversations();
  const callbacks = toCallbacks(context, handlers, end, () => isOver);
  const closers = [conversations.stream(callbacks), conversations.streamAllMessages(callbacks)];
  const standing = Promise.all(closers.map((closer) => closer.waitForReady()));
  // The engine panics, and is lost with all in it, when a stream is ended while somebody waits
  // for it to be ready, or from within one of its own callbacks.
  const settled = standing.then(
    () => undefined,
    () => undefined,
  );
  function close(): void {
    isOver = true;
    void settled.then(() => {
      for (const closer of closers) closer.end();
    });
  }
  try {
    await whileItMoves(context, Promise.race([standing, failed.promise]), handlers);
  } catch (error) {
    close();
    throw error;
  }
  isStanding = true;
  return close;
}

/**
 * Waits for work of the engine that may bring conversations, handing each on. It may take as
 * long as it likes, but not in silence: the deadline starts anew with every conversation.
 */
async function whileItMoves(
  context: EngineContext,
  work: Promise<unknown>,
  { onConversation }: StreamHandlers,
): Promise<void> {
  const silence = silenceDeadline("subscribe");
  const watched = Promise.race([work, silence.passed]).finally(silence.end);
  try {
    await watchNew(context, watched, (conversation) => {
      silence.restart();
      onConversation(conversation);
    });
  } catch (error) {
    throw toEngineError(error);
  }
}

/** What the engine calls. Nothing here may throw: an exception would unwind through its stack. */
function toCallbacks(
  { threads, peers }: EngineContext,
  handlers: StreamHandlers,
  end: (cause?: unknown) => void,
  isOver: () => boolean,
) {
  return {
    on_error: end,
    on_close: () => end(),
    on_message: (message: Message) => {
      if (isOver()) return;
      // Reading the store from within the callback would re-enter the engine.
      queueMicrotask(() => {
        try {
          if (message.kind === GroupMessageKind.MembershipChange)
            threads.forgetName(message.convoId);
          const record = toMessageRecord(message, threads.keyOf(message.convoId));
          if (record) handlers.onMessage(record);
        } catch (error) {
          end(error);
        }
      });
    },
    on_conversation: (conversation: Conversation) => {
      if (isOver()) return;
      void Promise.resolve()
        .then(() => describeConversation(conversation, peers, threads))
        .then((record) => handlers.onConversation(record))
        .catch(end);
    },
  };
}
