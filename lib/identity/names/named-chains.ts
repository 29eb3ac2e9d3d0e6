import type { ChainRpc } from "@/lib/config/settings.ts";

/** Chains that carry ENS, the one that counts first: mainnet, its test network, the local one. */
export const ENS_CHAIN_IDS: readonly number[] = [1, 11_155_111, 31_337];

/** Base, where names under `base.eth` are kept. */
export const BASE_CHAIN_ID = 8453;

/** Whether names can be looked up on any of these chains. */
export function hasNames(chains: readonly ChainRpc[]): boolean {
  return chains.some(({ chainId }) => chainId === BASE_CHAIN_ID || ENS_CHAIN_IDS.includes(chainId));
}
