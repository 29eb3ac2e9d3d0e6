import { walletConnect } from "wagmi/connectors/walletConnect";
import type { PublicConfig } from "@/lib/config/public-config.ts";
import type { Wallets } from "../ports.ts";
import { createWagmiConfig } from "./wagmi-config.ts";
import { connectWagmi } from "./wagmi-wallet.ts";

const WALLETCONNECT_ID = "walletConnect";

/**
 * A wallet on another device, through WalletConnect's relay.
 *
 * Needs `@walletconnect/ethereum-provider`, which Parley does not bring along: it is large and
 * under a licence that each operator has to accept. Without it `connect` fails with
 * `wallet.not-loaded`. The relay is not contacted before somebody chooses this wallet.
 */
export function createWalletConnectWallets(
  config: Pick<PublicConfig, "chains">,
  projectId: string,
): Wallets {
  return {
    onOptions: (listener) => {
      listener([{ id: WALLETCONNECT_ID, name: "WalletConnect", kind: "walletconnect" }]);
      return () => undefined;
    },
    connect: async (_optionId, callbacks) => {
      const wagmi = createWagmiConfig(config, walletConnect({ projectId, showQrModal: false }), {
        discoversWallets: false,
      });
      const [connector] = wagmi.connectors;
      if (!connector) throw new Error("wagmi dropped the connector it was given");
      connector.emitter.on("message", ({ type, data }) => {
        if (type === "display_uri" && typeof data === "string") callbacks?.onUri?.(data);
      });
      return connectWagmi(wagmi, connector);
    },
  };
}
