import { ParleyError } from "@/lib/errors/base.ts";
import type { InboxChanges } from "@/lib/messaging/ports.ts";
import type { IdentityChange } from "../core/identity-change.ts";
import type { Wallet } from "../ports.ts";
import { signText } from "./sign-text.ts";

export type ChangeParts = { inbox: InboxChanges; wallet: Wallet; signal?: AbortSignal };

/**
 * Changes an inbox: writes the change down, has the wallet sign it, verifies the signature on
 * this device and publishes it. Nothing has changed when it fails, or when `signal` aborts before
 * the publishing.
 *
 * Fails as `Wallet.signMessage` and `InboxChanges` do.
 */
export async function changeInbox(
  change: IdentityChange,
  { inbox, wallet, signal }: ChangeParts,
): Promise<void> {
  const { id, signer, text } = await inbox.beginChange(change);
  signal?.throwIfAborted();
  const signed = await signText(wallet, { address: signer, text });
  if (signed.signer !== signer) {
    throw new ParleyError("wallet.wrong-account", "Another account signed the change");
  }
  signal?.throwIfAborted();
  await inbox.applyChange(id, signed.signature);
}
