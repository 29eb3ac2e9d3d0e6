import { injected } from "wagmi/connectors/injected";
import type { PublicConfig } from "@/lib/config/public-config.ts";
import { ParleyError } from "@/lib/errors/base.ts";
import { LENT_ID } from "../core/wallet-option.ts";
import type { LentWallet, Wallets } from "../ports.ts";
import { createWagmiConfig } from "./wagmi-config.ts";
import { connectWagmi } from "./wagmi-wallet.ts";

type Provider = Awaited<ReturnType<ReturnType<ReturnType<typeof injected>>["getProvider"]>>;

/**
 * The wallet that is connected in the page around this one, as long as that lends it. It stays
 * connected there whatever happens here: it is not asked to forget this page, of which it knows nothing.
 */
export function createLentWallets(
  config: Pick<PublicConfig, "chains">,
  { site, onPresence, provider }: LentWallet,
): Wallets {
  const target = { id: LENT_ID, name: site, provider: () => provider as unknown as Provider };
  const connector = injected({ shimDisconnect: false, target: () => target as never });
  const wagmi = createWagmiConfig(config, connector, { discoversWallets: false });
  return {
    onOptions: (listener) =>
      onPresence((isThere) => listener(isThere ? [{ id: LENT_ID, name: site, kind: "lent" }] : [])),
    connect: async (optionId) => {
      const found = wagmi.connectors.find(({ id }) => id === optionId);
      if (!found) throw new ParleyError("wallet.unavailable", "There is no such wallet");
      return connectWagmi(wagmi, found);
    },
  };
}
