import { askChain, type Hex } from "./ask-chain.ts";

/**
 * Gives an account of the local chain at `chainUrl` (`urls.chain`) code, as a contract's; or as lent to a
 * key's account (EIP-7702): `0xef0100` and the contract's address.
 */
export function putCode(chainUrl: string, address: Hex, code: Hex): Promise<void> {
  return askChain(chainUrl).rpc("anvil_setCode", address, code);
}
