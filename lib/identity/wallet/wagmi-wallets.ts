import type { Config, Connector } from "wagmi";
import { watchConnectors } from "wagmi/actions";
import { injected } from "wagmi/connectors/injected";
import type { PublicConfig } from "@/lib/config/public-config.ts";
import { ParleyError } from "@/lib/errors/base.ts";
import { walletIcon, walletName } from "../core/wallet-option.ts";
import type { WalletOption, Wallets } from "../ports.ts";
import { createWagmiConfig } from "./wagmi-config.ts";
import { connectWagmi } from "./wagmi-wallet.ts";

/** The wallet at `window.ethereum`, from before wallets announced themselves. */
const LEGACY_ID = "injected";

/**
 * The wallets that are installed in this browser, as they announce themselves (EIP-6963).
 * The one at `window.ethereum` counts only when none does: it is one of them otherwise.
 */
export function createWagmiWallets(config: Pick<PublicConfig, "chains">): Wallets {
  const wagmi = createWagmiConfig(config, injected(), { discoversWallets: true });
  return {
    onOptions: (listener) => {
      listener(toOptions(wagmi.connectors));
      return watchConnectors(wagmi, { onChange: (connectors) => listener(toOptions(connectors)) });
    },
    connect: async (optionId) => connectWagmi(wagmi, find(wagmi, optionId)),
  };
}

function find(wagmi: Config, optionId: string): Connector {
  const connector = wagmi.connectors.find(({ id }) => id === optionId);
  if (!connector) throw new ParleyError("wallet.unavailable", "There is no such wallet");
  return connector;
}

function toOptions(connectors: readonly Connector[]): WalletOption[] {
  // Two announcements with one reverse domain name are one wallet, or a wallet and its imitator.
  const announced = new Map<string, WalletOption>();
  for (const connector of connectors) {
    const option = connector.id === LEGACY_ID ? undefined : toOption(connector);
    if (option && !announced.has(option.id)) announced.set(option.id, option);
  }
  if (announced.size > 0) return [...announced.values()];
  return hasLegacyWallet() ? [{ id: LEGACY_ID, name: "", kind: "legacy" }] : [];
}

function toOption({ id, name: announcedName, icon }: Connector): WalletOption | undefined {
  const name = walletName(announcedName);
  const iconUrl = walletIcon(icon);
  if (!name) return undefined;
  return { id, name, kind: "installed", ...(iconUrl && { iconUrl }) };
}

function hasLegacyWallet(): boolean {
  return (window as { ethereum?: unknown }).ethereum !== undefined;
}
