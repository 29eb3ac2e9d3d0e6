import {
  IdentifierKind,
  type IdentityAction,
  type IdentityUpdate,
  type MemberIdentifier,
} from "../../xmtp/wire/gen/xmtp/associations_pb.ts";
import type { Signature } from "../../xmtp/wire/gen/xmtp/signatures_pb.ts";
import { hex, plain, timeOfNs } from "./plain.ts";

/** One entry of an inbox log in words. */
export type IdentityEnvelope = {
  kind: "identity update";
  inboxId: string;
  /** When the client says it was made; the log's own time is beside it where it is known. */
  clientTime: string;
  actions: string[];
  id?: string;
  created?: string;
};

const MAX_ACTIONS = 50;

export function identityEnvelope(update: IdentityUpdate): IdentityEnvelope {
  const shown = update.actions.slice(0, MAX_ACTIONS).map(describeAction);
  const hidden = update.actions.length - shown.length;
  return {
    kind: "identity update",
    inboxId: plain(update.inboxId),
    clientTime: timeOfNs(update.clientTimestampNs),
    actions: hidden > 0 ? [...shown, `and ${hidden} more`] : shown,
  };
}

/** `Inbox created by 0xab… (wallet's signature)`, and so on for each kind of action. */
export function describeAction({ kind }: IdentityAction): string {
  switch (kind.case) {
    case "createInbox": {
      const { initialIdentifier, initialIdentifierKind, nonce } = kind.value;
      const who = identifierOf(initialIdentifier, initialIdentifierKind);
      const how = signed(kind.value.initialIdentifierSignature);
      return `Inbox created by ${who}, nonce ${nonce}${how}`;
    }
    case "add": {
      const { newMemberIdentifier, existingMemberSignature } = kind.value;
      return `${capital(memberOf(newMemberIdentifier))} added${signed(existingMemberSignature)}`;
    }
    case "revoke": {
      const { memberToRevoke, recoveryIdentifierSignature } = kind.value;
      return `${capital(memberOf(memberToRevoke))} revoked${signed(recoveryIdentifierSignature)}`;
    }
    case "changeRecoveryAddress": {
      const { newRecoveryIdentifier, newRecoveryIdentifierKind } = kind.value;
      const who = identifierOf(newRecoveryIdentifier, newRecoveryIdentifierKind);
      return `Recovery changed to ${who}${signed(kind.value.existingRecoveryIdentifierSignature)}`;
    }
    default:
      return "An action of a kind that is not known";
  }
}

function identifierOf(identifier: string, kind: IdentifierKind): string {
  const what = kind === IdentifierKind.PASSKEY ? "passkey" : "wallet";
  return `${what} ${plain(identifier)}`;
}

function memberOf(member: MemberIdentifier | undefined): string {
  switch (member?.kind.case) {
    case "ethereumAddress":
      return `wallet ${plain(member.kind.value)}`;
    case "installationPublicKey":
      return `installation ${hex(member.kind.value)}`;
    case "passkey":
      return `passkey ${hex(member.kind.value.key)}`;
    default:
      return "a member of a kind that is not known";
  }
}

function signed(signature: Signature | undefined): string {
  const { signature: by } = signature ?? {};
  switch (by?.case) {
    case "erc191":
      return ", signed by a wallet";
    case "erc6492":
      return `, signed by the contract wallet ${plain(by.value.accountId)}`;
    case "installationKey":
      return `, signed by installation ${hex(by.value.publicKey)}`;
    case "delegatedErc191":
      return ", signed by a key of V2";
    case "passkey":
      return `, signed by passkey ${hex(by.value.publicKey)}`;
    default:
      return ", not signed";
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
