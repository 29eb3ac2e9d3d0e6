import type { Decision } from "../core/records.ts";
import type { DecisionStore } from "../ports/stores.ts";
import type { XmtpClient } from "../ports/xmtp-client.ts";
import type { Desk } from "./desk.ts";

type Deciding = { desk: Desk; decisionStore: DecisionStore };

/**
 * Shows the decision at once, keeps it on this device, and tells the engine as soon as there is a
 * client; one that the engine does not take is taken back.
 */
export async function setConsent(
  deciding: Deciding,
  client: () => Promise<XmtpClient>,
  decision: Decision,
): Promise<void> {
  const { desk, decisionStore } = deciding;
  const before = desk.conversations.get(decision.thread);
  if (!before || before.consent === decision.consent) return;
  show(desk, decision);
  desk.flush();
  // Without room to keep it the engine is told all the same; it would only not survive a crash.
  decisionStore.put(desk.ownInboxId, decision).catch(() => undefined);
  try {
    await (await client()).setConsent(decision.thread, decision.consent);
    settle(deciding, decision);
  } catch (error) {
    // An account that is left in the meantime finds its decision when it comes back.
    if (!desk.isClosed && settle(deciding, decision)) desk.putConversation(before);
    throw error;
  }
}

/** Tells the engine what was decided in a tab that closed too soon to tell it. */
export async function redoDecisions(deciding: Deciding, client: XmtpClient): Promise<void> {
  const { desk, decisionStore } = deciding;
  const kept = await decisionStore.load(desk.ownInboxId).catch(() => []);
  const open = kept.filter(({ thread }) => !desk.decisions.has(thread));
  for (const decision of open) show(desk, decision);
  for (const decision of open) {
    await client.setConsent(decision.thread, decision.consent).catch(() => undefined);
    if (desk.client !== client) return;
    settle(deciding, decision);
  }
}

function show(desk: Desk, { thread, consent }: Decision): void {
  desk.decisions.set(thread, consent);
  const conversation = desk.conversations.get(thread);
  if (conversation) desk.putConversation(conversation);
}

/** Whether it was still the latest about its thread. */
function settle({ desk, decisionStore }: Deciding, { thread, consent }: Decision): boolean {
  if (desk.decisions.get(thread) !== consent) return false;
  desk.decisions.delete(thread);
  decisionStore.remove(desk.ownInboxId, thread).catch(() => undefined);
  return true;
}
