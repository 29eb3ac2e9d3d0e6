import { ParleyError } from "@/lib/errors/base.ts";
import type { Address, Hex } from "../core/address.ts";
import { findSigner, type SignerDoubt, type SignerFinding } from "../core/signer-finding.ts";
import type { SigningChain } from "../core/signing-chain.ts";
import type { WalletSignature } from "../core/wallet-signature.ts";
import type { ContractAccounts, Wallet } from "../ports.ts";
import { askChains } from "./ask-chains.ts";

/** Who signs, and who is asked about accounts that are contracts; loaded when there is one. */
export type Signing = { wallet: Wallet; loadContracts: () => Promise<ContractAccounts> };

export type SignatureWanted = {
  address: Address;
  text: string;
  /** Where the account has to sign; the wallet is asked to go there first. */
  chain?: SigningChain;
};

/** A signature, and who really made it. */
export type SignedText = {
  signature: WalletSignature;
  signer: Address;
  /** Of a contract's signature that nobody here could verify: the network will. */
  doubt?: SignerDoubt;
};

/**
 * Has the wallet sign, and finds out before anybody is told who signed: the network would refuse
 * a wrong signature late and in worse words. A key's signature is told by arithmetic. For any
 * other the chains are asked.
 *
 * Fails as `Wallet.signMessage` and `switchChain` do, and with `wallet.not-owner`,
 * `wallet.wrong-chain`, `wallet.not-deployed`.
 */
export async function signText(
  { address, text, chain }: SignatureWanted,
  { wallet, loadContracts }: Signing,
): Promise<SignedText> {
  const hindrance = chain && (await goTo(chain, address, wallet));
  const [signature, { lookAtSignature }] = await Promise.all([
    wallet.signMessage({ address, text }),
    import("../core/signature.ts"),
  ]);
  const look = await lookAtSignature(text, signature);
  if (look.signer === address) return signedByKey(address, signature, chain);
  if (hindrance) throw hindrance;
  const contracts = await loadContracts();
  const at = chain?.isBound
    ? { chainId: chain.chainId, isContract: true }
    : await wallet.readChain(address);
  const verdicts = await askChains(
    { address, text, signature },
    {
      contracts,
      chainIds: chain?.isBound ? [chain.chainId] : contracts.chainIds,
      first: at.chainId,
    },
  );
  const finding = findSigner({ look, wallet: at, verdicts });
  return toSigned(finding, { address, signature, fromChainId: at.chainId });
}

/** Gives, for later, why the wallet did not go where a key need not go. */
async function goTo(
  { chainId, isBound }: SigningChain,
  address: Address,
  wallet: Wallet,
): Promise<ParleyError | undefined> {
  if ((await wallet.readChain(address)).chainId === chainId) return undefined;
  try {
    await wallet.switchChain(chainId);
    return undefined;
  } catch (error) {
    const isStuck = error instanceof ParleyError && error.code === "wallet.no-switch";
    if (isStuck && isBound) return error;
    throw error;
  }
}

/**
 * An account that XMTP knows by a contract signs as one, with its key too: without code at the
 * address its verifiers take the key's signature, and with code the contract has its say.
 */
function signedByKey(signer: Address, signature: Hex, chain: SigningChain | undefined): SignedText {
  if (!chain?.isBound) return { signer, signature: { kind: "eoa", signature } };
  const { chainId } = chain;
  return {
    signer,
    signature: { kind: "contract", signature, chainId },
    doubt: { fromChainId: chainId },
  };
}

type Given = { address: Address; signature: Hex; fromChainId: number | undefined };

function toSigned(finding: SignerFinding, { address, signature, fromChainId }: Given): SignedText {
  switch (finding.kind) {
    case "contract": {
      const { chainId, doubt } = finding;
      const contract = { kind: "contract", signature, chainId } as const;
      return { signer: address, signature: contract, ...(doubt && { doubt }) };
    }
    case "other-key":
      return { signer: finding.signer, signature: { kind: "eoa", signature } };
    case "wrong-chain":
      throw new ParleyError("wallet.wrong-chain", "The contract is on another chain", {
        facts: { chainId: finding.chainId },
      });
    case "not-owner":
      throw new ParleyError("wallet.not-owner", "The contract does not take the signature");
    case "nobody":
      throw new ParleyError("wallet.not-deployed", "No key signed, and there is no contract", {
        facts: fromChainId === undefined ? {} : { fromChainId },
      });
  }
}
