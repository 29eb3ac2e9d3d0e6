import type { Address } from "./address.ts";
import type { SignatureLook } from "./signature.ts";

/** Where a wallet is, in its own words. What it does not say is left out. */
export type WalletChain = {
  chainId?: number;
  /** Whether its account is a contract on that chain; one that signs as a key too (EIP-7702) is not. */
  isContract?: boolean;
};

/** What a chain says of a signature. */
export type ChainVerdict =
  /** The contract at the address, or the one that the signature deploys, takes it as its own. */
  | { kind: "accepted" }
  /** It does not; `isDelegated` when the contract's code was lent to a key's account (EIP-7702). */
  | { kind: "refused"; isDelegated?: true }
  | { kind: "no-contract" }
  | { kind: "unreachable" };

/** Who signed, when it was not the key of the account that was asked. */
export type SignerFinding =
  /** The account's contract on that chain; with a doubt when only the network can ask there. */
  | { kind: "contract"; chainId: number; doubt?: SignerDoubt }
  | { kind: "other-key"; signer: Address }
  /** The contract is on that chain, and the wallet signed for another. */
  | { kind: "wrong-chain"; chainId: number }
  | { kind: "not-owner" }
  /** No key's signature, and the account is no contract. */
  | { kind: "nobody" };

/** What is said when the network does not confirm it: for which chain, and where it would. */
export type SignerDoubt = { fromChainId: number; chainId?: number };

export type SignerEvidence = {
  look: SignatureLook;
  wallet: WalletChain;
  /** By chain; where a wallet's own chain is missing, it can't be asked from here. */
  verdicts: ReadonlyMap<number, ChainVerdict>;
};

/**
 * Tells who signed from what the chains say. Some wallets sign for another chain than the one
 * they show, so any chain's yes counts; what counts against a signature is the wallet's own chain.
 */
export function findSigner(evidence: SignerEvidence): SignerFinding {
  const { look, wallet, verdicts } = evidence;
  for (const [chainId, { kind }] of verdicts) {
    if (kind === "accepted") return { kind: "contract", chainId };
  }
  const { chainId } = wallet;
  if (chainId === undefined) return elsewhere(evidence);
  const own = verdicts.get(chainId) ?? { kind: "unreachable" };
  switch (own.kind) {
    case "refused":
      return own.isDelegated && look.signer
        ? { kind: "other-key", signer: look.signer }
        : { kind: "not-owner" };
    case "no-contract":
      return elsewhere(evidence);
    default:
      return unasked(evidence, chainId);
  }
}

/** The wallet's own chain can't be asked: what the wallet says counts, then the network decides. */
function unasked(evidence: SignerEvidence, chainId: number): SignerFinding {
  const { look, wallet } = evidence;
  const home = homeOf(evidence);
  const isContract = wallet.isContract || look.isForUndeployed;
  if (!isContract && home !== undefined) return { kind: "wrong-chain", chainId: home };
  if (!isContract && wallet.isContract === false && look.signer) {
    return { kind: "other-key", signer: look.signer };
  }
  const doubt = { fromChainId: chainId, ...(home !== undefined && { chainId: home }) };
  return { kind: "contract", chainId, doubt };
}

function elsewhere(evidence: SignerEvidence): SignerFinding {
  const home = homeOf(evidence);
  if (home !== undefined) return { kind: "wrong-chain", chainId: home };
  const { signer } = evidence.look;
  return signer ? { kind: "other-key", signer } : { kind: "nobody" };
}

/** A chain where the account is a contract, or would be. */
function homeOf({ verdicts }: SignerEvidence): number | undefined {
  for (const [chainId, verdict] of verdicts) {
    if (verdict.kind === "refused" && !verdict.isDelegated) return chainId;
  }
  return undefined;
}
