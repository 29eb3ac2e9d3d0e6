import type { AccountIdentifier } from "../store/inbox-log.ts";

/** What the validator is asked; `id` pairs question and answer. */
export type ValidatorQuestion =
  | { id: number; kind: "inboxLog"; inboxId: string; identityUpdatesResponse: Uint8Array }
  | { id: number; kind: "keyPackage"; installationKey: Uint8Array; keyPackage: Uint8Array };

/** Who belongs to an inbox after the last entry of its log. */
export type InboxMembers = { inboxId: string; accounts: AccountIdentifier[] };

export type ValidatorAnswer =
  | { kind: "ready" }
  | { kind: "valid"; id: number; members?: InboxMembers }
  | { kind: "invalid"; id: number; reason: string }
  /** libxmtp wants the node to ask a chain; a log with several signatures asks several at a time. */
  | { kind: "verifyContractWallets"; id: number; call: number; request: Uint8Array };

/** The node's answer to `verifyContractWallets`. */
export type ContractWalletAnswer = {
  kind: "contractWallets";
  call: number;
  response: Uint8Array;
};

export type ToValidator = ValidatorQuestion | ContractWalletAnswer;
