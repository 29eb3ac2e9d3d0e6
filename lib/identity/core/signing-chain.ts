import { ParleyError } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { SignerDoubt } from "./signer-finding.ts";

/** The chain on which an account has to sign for its signature to count. */
export type SigningChain = {
  chainId: number;
  /** XMTP knows the account by its contract there, and takes no other signature, a key's neither. */
  isBound?: true;
};

/** The chain that would mend what failed, where another one would. */
export function chainAskedFor({ code, facts }: ParleyError): SigningChain | undefined {
  const { chainId } = facts;
  if (typeof chainId !== "number") return undefined;
  switch (code) {
    case "identity.other-chain":
      return { chainId, isBound: true };
    case "wallet.wrong-chain":
    case "wallet.unconfirmed":
      return { chainId };
    default:
      return undefined;
  }
}

const SIGNATURE_REFUSED: ReadonlySet<ErrorCode> = new Set([
  "wallet.not-owner",
  "wallet.unconfirmed",
  "wallet.wrong-account",
  "identity.other-chain",
  "identity.bound-to-key",
] as const);

/** Whether registering failed for the signature: it is no use to try the same one again. */
export function isSignedInVain({ code }: ParleyError): boolean {
  return SIGNATURE_REFUSED.has(code);
}

/** What the network's no to a signature means, where that is more than the error says. */
export function withDoubt(error: unknown, doubt: SignerDoubt | undefined): unknown {
  if (!doubt || !(error instanceof ParleyError)) return error;
  if (error.code !== "wallet.not-owner" && error.code !== "wallet.unconfirmed") return error;
  return new ParleyError("wallet.unconfirmed", error.message, { facts: doubt, cause: error });
}
