import type { Client, ConversationListItem } from "@xmtp/wasm-bindings";
import type { ConversationRecord } from "../../core/records.ts";
import { EVERY_STATE } from "./consent.ts";
import { describeConversation } from "./conversations.ts";
import { asLongAsItMoves } from "./deadline.ts";
import type { EngineContext } from "./engine-context.ts";
import { toEngineError } from "./engine-error.ts";
import { watchNew } from "./watch-new.ts";

/** A long catch-up is fine as long as it moves: many messages take minutes. This bounds one that stands. */
const STANDS_FOR_MS = 120_000;

/**
 * Brings everything new to this device. Each new conversation is handed on as soon as it
 * stands, and again when its messages are in.
 */
export async function syncAll(
  context: EngineContext,
  onConversation: (conversation: ConversationRecord) => void = () => undefined,
): Promise<void> {
  const welcomes = context.client.conversations().sync();
  const found = await watchNew(
    context,
    catchingUp("sync welcomes", welcomes, context.client),
    onConversation,
  );
  await syncGroups(context.client);
  context.lastMessages.forget();
  context.deletions.forget();
  context.expiry.forget();
  for (const conversation of found) {
    onConversation(await describeConversation(conversation, context));
  }
}

async function syncGroups(client: Client): Promise<void> {
  try {
    const groups = client.conversations().syncAllConversations();
    await catchingUp("sync conversations", groups, client);
  } catch (error) {
    // One broken group fails the call after all others were synced; only silence is an outage.
    if (toEngineError(error).code === "xmtp.unreachable") throw error;
  }
}

function catchingUp<T>(what: string, work: Promise<T>, client: Client): Promise<T> {
  return asLongAsItMoves(what, work, {
    position: () => newestOf(client),
    deadlineMs: STANDS_FOR_MS,
  });
}

/** Another text whenever something that a list shows came into the store: commits and receipts do not show. */
function newestOf(client: Client): string {
  try {
    const items: ConversationListItem[] = client
      .conversations()
      .list({ consentStates: EVERY_STATE });
    return items.map(({ lastMessage }) => lastMessage?.id ?? "").join();
  } catch {
    // It was closed meanwhile, and nobody waits for it any more.
    return "";
  }
}
