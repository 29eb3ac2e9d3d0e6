import type { Client } from "@xmtp/wasm-bindings";
import type { ConversationRecord } from "../../core/records.ts";
import { describeConversation } from "./conversations.ts";
import { withDeadline } from "./deadline.ts";
import type { EngineContext } from "./engine-context.ts";
import { toEngineError } from "./engine-error.ts";
import { watchNew } from "./watch-new.ts";

/** A long catch-up is fine as long as it moves; this bounds one that does not. */
const CATCH_UP_DEADLINE_MS = 120_000;

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
    withDeadline("sync welcomes", welcomes, CATCH_UP_DEADLINE_MS),
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
    await withDeadline("sync conversations", groups, CATCH_UP_DEADLINE_MS);
  } catch (error) {
    // One broken group fails the call after all others were synced; only silence is an outage.
    if (toEngineError(error).code === "xmtp.unreachable") throw error;
  }
}
