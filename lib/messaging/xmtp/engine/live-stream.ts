import type { Consent as ConsentUpdate, Conversation, Message } from "@xmtp/wasm-bindings";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Unsubscribe } from "../../ports/host.ts";
import type { StreamHandlers } from "../../ports/xmtp-client.ts";
import { heardCall } from "./call-signals.ts";
import { EVERY_STATE, takeConsent } from "./consent.ts";
import { describeConversation } from "./conversations.ts";
import { silenceDeadline } from "./deadline.ts";
import { type EngineContext, noteStored } from "./engine-context.ts";
import { toEngineError } from "./engine-error.ts";
import { shownBy } from "./shown-by.ts";
import { isFromParley, isReadReceipt, isTypingSignal, readUntilNs } from "./signals.ts";
import { watchNew } from "./watch-new.ts";

/**
 * Subscribes to new conversations, to all messages, and to what is decided about whom; resolves
 * when the subscriptions stand.
 *
 * One failure of any ends all and is told once: the engine goes on after an error in ways
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
  const closers = [
    conversations.stream(callbacks),
    // Who is blocked now may be let in again while the stream stands.
    conversations.streamAllMessages(callbacks, undefined, EVERY_STATE),
    conversations.streamConsent(callbacks),
  ];
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
  context: EngineContext,
  handlers: StreamHandlers,
  end: (cause?: unknown) => void,
  isOver: () => boolean,
) {
  // Reading the store from within a callback would re-enter the engine, and what was streamed
  // first is told first.
  let told = Promise.resolve();
  const tell = (work: () => Promise<void>) => {
    if (isOver()) return;
    told = told.then(() => (isOver() ? undefined : work())).catch(end);
  };
  const tellConversation = async (conversation: Conversation) =>
    handlers.onConversation(await describeConversation(conversation, context));
  return {
    on_error: end,
    on_close: () => end(),
    on_message: (message: Message) => tell(() => tellMessage(message, context, handlers)),
    on_conversation: (conversation: Conversation) => tell(() => tellConversation(conversation)),
    on_consent_update: (updates: ConsentUpdate[]) =>
      tell(async () => {
        for (const update of updates) {
          const key = takeConsent(update, context);
          const conversation = key && context.threads.find(key);
          if (conversation) await tellConversation(conversation);
        }
      }),
  };
}

async function tellMessage(
  message: Message,
  context: EngineContext,
  handlers: StreamHandlers,
): Promise<void> {
  const { client, threads } = context;
  const { convoId, content, senderInboxId, sentAtNs } = message;
  const thread = threads.keyOf(convoId);
  const heard = { thread, inboxId: senderInboxId as InboxId, atNs: sentAtNs };
  if (isTypingSignal(content.type)) {
    client.conversations().deleteMessageById(message.id);
    return handlers.onTyping(heard);
  }
  if (isReadReceipt(content.type)) {
    const atNs = readUntilNs(message);
    return handlers.onRead({ ...heard, atNs, isFromParley: isFromParley(content) });
  }
  noteStored(message, context);
  const call = heardCall(message, thread);
  if (call) handlers.onCall(call);
  const record = await shownBy(message, context);
  // A second envelope of a message has a time of its own, which does not count.
  if (record) handlers.onMessage(record);
  if (record?.content.type !== "group-changed") return;
  // What the list says of it may be another: its name, or whether one is in it at all.
  const conversation = threads.find(thread);
  if (conversation) handlers.onConversation(await describeConversation(conversation, context));
}
