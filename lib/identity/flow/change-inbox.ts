import { ParleyError } from "@/lib/errors/base.ts";
import type { InboxChanges } from "@/lib/messaging/ports/inbox-changes.ts";
import type { IdentityChange } from "../core/identity-change.ts";
import { type SigningChain, withDoubt } from "../core/signing-chain.ts";
import { type Signing, signText } from "./sign-text.ts";
import { unlessAborted } from "./unless-aborted.ts";

export type ChangeParts = Signing & {
  inbox: InboxChanges;
  /** Where it has to be signed, after it did not count elsewhere. */
  chain?: SigningChain;
  signal?: AbortSignal;
};

/**
 * Changes an inbox: writes the change down, has the wallet sign it, verifies the signature and
 * publishes it. Nothing has changed when it fails, or when `signal` aborts before the publishing:
 * that it does at once, however long the wallet takes.
 *
 * Fails as `signText` and `InboxChanges` do.
 */
export async function changeInbox(
  change: IdentityChange,
  { inbox, chain, signal, ...signing }: ChangeParts,
): Promise<void> {
  const { id, signer, text } = await inbox.beginChange(change);
  signal?.throwIfAborted();
  const signed = await unlessAborted(
    signText({ address: signer, text, ...(chain && { chain }) }, signing),
    signal,
  );
  if (signed.signer !== signer) {
    throw new ParleyError("wallet.wrong-account", "Another account signed the change");
  }
  await inbox.applyChange(id, signed.signature).catch((error: unknown) => {
    throw withDoubt(error, signed.doubt);
  });
}
