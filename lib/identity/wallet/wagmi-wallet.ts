import type { Config, Connector } from "wagmi";
import { connect, disconnect, signMessage } from "wagmi/actions";
import { ParleyError } from "@/lib/errors/base.ts";
import { parseAddress } from "../core/address.ts";
import type { Wallet, WalletChange } from "../ports.ts";
import { providerCalls } from "./provider-calls.ts";
import { readWalletChain, switchWalletChain, type WalletProvider } from "./wallet-chain.ts";
import { toWalletError } from "./wallet-error.ts";

/** Opens the wallet behind `connector` and gives it as a `Wallet`; fails with `wallet.*`. */
export async function connectWagmi(wagmi: Config, connector: Connector): Promise<Wallet> {
  const [account] = await accountsOf(wagmi, connector).catch(rethrow);
  if (!account) throw new ParleyError("wallet.unavailable", "The wallet gave no account");
  return {
    optionId: connector.id,
    address: parseAddress(account),
    signMessage: ({ address, text }) =>
      signMessage(wagmi, { account: address, connector, message: text }).catch(rethrow),
    readChain: async (address) => {
      const provider = await providerOf(connector).catch(() => undefined);
      return provider ? readWalletChain(provider, address) : {};
    },
    switchChain: async (chainId) => {
      // What has no URL is no chain to tell a wallet of.
      const known = wagmi.chains.find(
        ({ id, rpcUrls }) => id === chainId && rpcUrls.default.http.length > 0,
      );
      await switchWalletChain(await providerOf(connector), chainId, known);
    },
    calls: providerCalls(() => providerOf(connector)),
    onChange: (listener) => watchConnection(wagmi, connector, listener),
    disconnect: () => disconnect(wagmi, { connector }).catch(rethrow),
  };
}

async function providerOf(connector: Connector): Promise<WalletProvider> {
  return (await connector.getProvider().catch(rethrow)) as WalletProvider;
}

async function accountsOf(wagmi: Config, connector: Connector): Promise<readonly string[]> {
  // A wallet may connect by itself, when its owner lets it from its own window.
  if (wagmi.state.connections.has(connector.uid)) return connector.getAccounts();
  return (await connect(wagmi, { connector })).accounts;
}

/**
 * By what wagmi knows of the connection, not by the connector's events: one that came back by itself says
 * "connect" where another one says "change".
 */
function watchConnection(
  wagmi: Config,
  { uid }: Connector,
  listener: (change: WalletChange) => void,
) {
  return wagmi.subscribe(
    ({ connections }) => connections.get(uid),
    (now, before) => {
      if (!now) return listener({ kind: "disconnected" });
      const [account] = now.accounts;
      if (account !== before?.accounts[0])
        listener({ kind: "account", address: parseAddress(account) });
      if (now.chainId !== before?.chainId) listener({ kind: "chain", chainId: now.chainId });
    },
  );
}

function rethrow(error: unknown): never {
  throw toWalletError(error);
}
