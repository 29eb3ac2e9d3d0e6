import type { Consent, ThreadKey } from "../core/records.ts";
import type { XmtpClient } from "../ports.ts";
import type { Desk } from "./desk.ts";

/**
 * Shows the decision at once and stores it as soon as there is a client; one that could not be stored
 * is taken back.
 */
export async function setConsent(
  desk: Desk,
  client: () => Promise<XmtpClient>,
  key: ThreadKey,
  consent: Consent,
): Promise<void> {
  const before = desk.conversations.get(key);
  if (!before || before.consent === consent) return;
  desk.putConversation({ ...before, consent });
  desk.flush();
  try {
    await (await client()).setConsent(key, consent);
  } catch (error) {
    desk.putConversation({ ...before, consent: before.consent });
    throw error;
  }
}
