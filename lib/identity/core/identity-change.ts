import type { Address } from "./address.ts";
import type { InstallationId } from "./ids.ts";

/** What may be changed of an inbox; each costs one identity update (XIP-46). */
export type IdentityChange =
  /** Signed by the recovery address. Those installations read and write nothing any more. */
  | { kind: "revoke-installations"; installationIds: readonly InstallationId[] }
  /** Signed by the wallet that is added: it may sign in to this inbox from then on. */
  | { kind: "add-wallet"; address: Address }
  /** Signed by the recovery address. */
  | { kind: "remove-wallet"; address: Address }
  /** Signed by the recovery address there is now. */
  | { kind: "change-recovery"; address: Address };

/** A change that waits for the signature of `signer` over `text` (EIP-191). Nothing happened yet. */
export type UnsignedChange = { id: string; signer: Address; text: string };
