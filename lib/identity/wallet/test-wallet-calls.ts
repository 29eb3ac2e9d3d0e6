import { createClient, http, type LocalAccount } from "viem";
import { sendTransaction } from "viem/actions";
import type { Hex } from "../core/address.ts";
import type { WalletCalls } from "../ports.ts";
import { providerCalls } from "./provider-calls.ts";
import type { WalletProvider } from "./wallet-chain.ts";

type SentTransaction = { to?: Hex; value?: string; data?: Hex };

/** Nothing is sent by a Safe's owners here, nor where no local chain is. */
export function noCalls(address: Hex): WalletCalls {
  return providerCalls(async () => ({ request: (asking) => refuse(asking, address) }));
}

/** The calls of a key that is at hand, sent to the server of its chain as a wallet would. */
export function keyCalls(account: LocalAccount, rpcUrl: string): WalletCalls {
  const client = createClient({ transport: http(rpcUrl, { retryCount: 0 }) });
  const provider: WalletProvider = {
    request: async ({ method, params = [] }) => {
      switch (method) {
        case "eth_sendTransaction": {
          const { to, value, data } = params[0] as SentTransaction;
          return sendTransaction(client, {
            account,
            chain: null,
            ...(to && { to }),
            ...(data && { data }),
            value: BigInt(value ?? 0),
          });
        }
        case "eth_getTransactionReceipt":
          return client.request({ method, params: params as [Hex] });
        default:
          return refuse({ method }, account.address);
      }
    },
  };
  return providerCalls(async () => provider);
}

async function refuse({ method }: { method: string }, address: Hex): Promise<unknown> {
  if (method === "eth_accounts") return [address];
  throw Object.assign(new Error(`${method} is not supported`), { code: 4200 });
}
