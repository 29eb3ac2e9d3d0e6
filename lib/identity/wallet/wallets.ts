import type { PublicConfig } from "@/lib/config/public-config.ts";
import type { LentWallet, Wallets } from "../ports.ts";
import { combineWallets } from "./combine-wallets.ts";
import { createLentWallets } from "./lent-wallets.ts";
import { createWagmiWallets } from "./wagmi-wallets.ts";

/** Every way to sign in that this browser and this configuration offer, and the page around it. */
export async function createWallets(config: PublicConfig, lent?: LentWallet): Promise<Wallets> {
  const sources = [...(lent ? [createLentWallets(config, lent)] : []), createWagmiWallets(config)];
  if (config.walletConnectProjectId) {
    const { createWalletConnectWallets } = await import("./walletconnect-wallets.ts");
    sources.push(createWalletConnectWallets(config, config.walletConnectProjectId));
  }
  if (config.testWallets) {
    const { createTestWallets } = await import("./test-wallets.ts");
    sources.push(createTestWallets(config));
  }
  return combineWallets(sources);
}
