import {
  type Client,
  type ConversationListItem,
  ListConversationsOrderBy,
} from "@xmtp/wasm-bindings";
import { EVERY_STATE } from "./consent.ts";
import { withDeadline } from "./deadline.ts";

/** A commit, after a look at who belongs. */
const DEADLINE_MS = 10_000;

/**
 * Takes devices that were removed from the inbox out of each conversation, the latest first. The
 * engine by itself does so before it sends there the next time, and they could read and write until
 * then. Where it fails that is still so.
 */
export async function shutOutRemoved(client: Client): Promise<void> {
  const items: ConversationListItem[] = client.conversations().list({
    consentStates: EVERY_STATE,
    includeDuplicateDms: true,
    orderBy: ListConversationsOrderBy.LastActivity,
  });
  for (const { conversation } of items) {
    if (!conversation.isActive()) continue;
    // Nobody is added; but with that the engine looks who belongs, and commits the difference.
    const looking = withDeadline("shut out", conversation.addMembers([]), DEADLINE_MS);
    await looking.catch(() => undefined);
  }
}
