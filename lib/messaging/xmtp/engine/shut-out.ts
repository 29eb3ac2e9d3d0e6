import {
  type Client,
  ConsentState,
  type ConversationListItem,
  ListConversationsOrderBy,
} from "@xmtp/wasm-bindings";
import { withDeadline } from "./deadline.ts";

/** A commit, after a look at who belongs. */
const DEADLINE_MS = 10_000;

/**
 * Takes devices that were removed from the inbox out of each conversation that was let in, the latest
 * first. The engine by itself does so before it sends there the next time, and they could read and
 * write until then. Where it fails that is still so.
 */
export async function shutOutRemoved(client: Client): Promise<void> {
  const items: ConversationListItem[] = client.conversations().list({
    // A stranger would see that somebody is here.
    consentStates: [ConsentState.Allowed],
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
