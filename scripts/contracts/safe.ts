import type { Hex } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { foundry } from "viem/chains";
import { createSafeAccount } from "../../lib/identity/wallet/safe-account.ts";
import type { Contract } from "./compile.ts";
import { type ChainClient, CREATE2_FACTORY, copyCode, DEPLOYER, deploy, send } from "./deploy.ts";

export type SafeContracts = Record<
  "singleton" | "proxy" | "proxyFactory" | "fallbackHandler",
  Contract
>;

/** Safe's own factory, by which its contracts have one address on every chain: the same code. */
const SAFE_FACTORY: Hex = "0x914d7Fec6aaC8cd542e72Bca78B30650d45643d7";

/** Deploys Safe's contracts where they are on every chain. */
export async function deploySafe(chain: ChainClient, safe: SafeContracts) {
  await copyCode(chain, CREATE2_FACTORY, SAFE_FACTORY);
  const put = (contract: Contract) =>
    deploy(chain, DEPLOYER, { ...contract, factory: SAFE_FACTORY });
  return {
    singleton: await put(safe.singleton),
    proxyFactory: await put(safe.proxyFactory),
    fallbackHandler: await put(safe.fallbackHandler),
  };
}

/** Deploys the Safe of the sign-in dialog's test wallets: it is Alice's alone. */
export async function deployTestSafe(chain: ChainClient): Promise<void> {
  const alice = mnemonicToAccount("test test test test test test test test test test test junk");
  const { deployment } = createSafeAccount([alice], { chainId: foundry.id });
  await send(chain, DEPLOYER, deployment);
}
