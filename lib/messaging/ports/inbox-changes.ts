import type { IdentityChange, UnsignedChange } from "@/lib/identity/core/identity-change.ts";
import type { WalletSignature } from "@/lib/identity/core/wallet-signature.ts";

/** Changes of an inbox, each signed by a wallet in between. */
export type InboxChanges = {
  /**
   * Network. Writes the change down, to be signed. Fails with `identity.has-inbox` when a wallet
   * to be added has an inbox of its own, `identity.is-recovery` when the account to be removed
   * decides, and `identity.update-limit`.
   */
  beginChange(change: IdentityChange): Promise<UnsignedChange>;
  /**
   * Network. Publishes a change that was signed; one that failed has to be begun anew. Fails with
   * `wallet.wrong-account` when somebody else signed.
   */
  applyChange(id: string, signature: WalletSignature): Promise<void>;
};
