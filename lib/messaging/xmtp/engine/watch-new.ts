import type { Client, Conversation, ConversationListItem } from "@xmtp/wasm-bindings";
import type { ConversationRecord } from "../../core/records.ts";
import { describeConversation } from "./conversations.ts";
import type { EngineContext } from "./engine-context.ts";

/** How often to look at what the engine has stored while it works through the welcomes. */
const LOOK_INTERVAL_MS = 60;
/** Looking at a long list takes time from the work that is looked at: a fifth of it at most. */
const LOOK_SHARE = 5;

/**
 * Hands each new conversation on as soon as it stands, until `work` has ended; resolves with
 * all of them, and fails as `work` fails.
 *
 * The engine processes waiting welcomes one after another, in a sync and before a stream, and
 * answers when the last is done; but each is in the store when its turn is over.
 */
export async function watchNew(
  context: EngineContext,
  work: Promise<unknown>,
  onConversation: (conversation: ConversationRecord) => void,
): Promise<Conversation[]> {
  const known = new Set(storedConversations(context.client).map((stored) => stored.id()));
  const found: Conversation[] = [];
  const ended = new AbortController();
  const outcome = work.finally(() => ended.abort());
  // Whoever awaits the outcome below hears of a failure; it must not count as unhandled until then.
  outcome.catch(() => undefined);
  let lookTookMs = 0;
  for (let isLast = false; !isLast; ) {
    await pause(Math.max(LOOK_INTERVAL_MS, lookTookMs * LOOK_SHARE), ended.signal);
    isLast = ended.signal.aborted;
    const startedMs = performance.now();
    for (const conversation of storedConversations(context.client)) {
      if (known.has(conversation.id())) continue;
      known.add(conversation.id());
      found.push(conversation);
      onConversation(await describeConversation(conversation, context));
    }
    lookTookMs = performance.now() - startedMs;
  }
  await outcome;
  return found;
}

function storedConversations(client: Client): Conversation[] {
  const items: ConversationListItem[] = client.conversations().list();
  return items.map(({ conversation }) => conversation);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
