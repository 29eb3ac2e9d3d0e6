import type { Consent, ThreadKey } from "../core/records.ts";
import type { Desk } from "./desk.ts";

/** Shows the decision at once and stores it; one that could not be stored is taken back. */
export async function setConsent(desk: Desk, key: ThreadKey, consent: Consent): Promise<void> {
  const before = desk.conversations.get(key);
  if (!before || before.consent === consent) return;
  desk.putConversation({ ...before, consent });
  desk.flush();
  try {
    await desk.client?.setConsent(key, consent);
  } catch (error) {
    desk.putConversation({ ...before, consent: before.consent });
    throw error;
  }
}
