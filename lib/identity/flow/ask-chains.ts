import type { ChainVerdict } from "../core/signer-finding.ts";
import type { ContractAccounts, ContractQuestion } from "../ports.ts";

type Asking = {
  contracts: ContractAccounts;
  chainIds: readonly number[];
  /** Where the wallet is. */
  first: number | undefined;
};

/**
 * What chains say of a contract's signature. The one where the wallet is comes first, and the
 * others learn of it only when that one does not take it.
 */
export async function askChains(
  question: ContractQuestion,
  { contracts, chainIds, first }: Asking,
): Promise<ReadonlyMap<number, ChainVerdict>> {
  const ask = async (chainId: number) =>
    [chainId, await contracts.judge(question, chainId)] as const;
  const own = await Promise.all(chainIds.filter((chainId) => chainId === first).map(ask));
  if (own[0]?.[1].kind === "accepted") return new Map(own);
  const others = await Promise.all(chainIds.filter((chainId) => chainId !== first).map(ask));
  return new Map([...own, ...others]);
}
