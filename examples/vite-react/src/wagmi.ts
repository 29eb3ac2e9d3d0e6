import { createConfig, http } from "wagmi";
import { mainnet } from "wagmi/chains";

/** As a dapp has it: the wallets of the browser, found as they announce themselves (EIP-6963). */
export const wagmiConfig = createConfig({
  chains: [mainnet],
  transports: { [mainnet.id]: http() },
});
