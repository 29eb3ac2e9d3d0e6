import { createClient, type Hex, http, type LocalAccount } from "viem";
import { sendTransaction } from "viem/actions";
import type { WalletAccount } from "./wallet-account.ts";

type Request = { method: string; params?: readonly unknown[] };
type Transaction = { from: string; chainId?: string; to?: Hex; value?: Hex; data?: Hex };
type Bundle = { from: string; chainId: string; atomicRequired: boolean; calls: Transaction[] };

export type ProviderTransactions = {
  /** The hash of each transaction that was sent. */
  readonly sent: readonly Hex[];
  /** The next one is sent, and its answer gets lost. */
  loseNextAnswer(): void;
  request(request: Request): Promise<unknown>;
};

/** More than any call of a test needs. Estimated gas would keep what fails from being sent. */
const GAS = 500_000n;

/** The part of a wallet that sends: from keys of viem, to the chain where the wallet is. */
export function createProviderTransactions(
  accounts: readonly WalletAccount[],
  {
    bundles,
    chain,
  }: {
    bundles: "atomic" | "sequential" | undefined;
    chain: () => { chainId: number; url: string | undefined };
  },
): ProviderTransactions {
  const sent: Hex[] = [];
  const given = new Map<string, Hex[]>();
  let isLost = false;

  async function send({ from, to, value, data, chainId }: Transaction): Promise<Hex> {
    const { url, chainId: now } = chain();
    if (chainId !== undefined && Number(chainId) !== now) throw failure(-32_602, "Another chain");
    const account = accounts.find(({ address }) => address.toLowerCase() === from.toLowerCase());
    if (!account || !("signTransaction" in account)) throw failure(4100, "Unknown account");
    if (!url) throw failure(-32_603, "The wallet can’t reach this chain");
    const client = createClient({ transport: http(url, { retryCount: 0 }) });
    const hash = await sendTransaction(client, {
      account: account as unknown as LocalAccount,
      chain: null,
      gas: GAS,
      value: BigInt(value ?? 0),
      ...(to && { to }),
      ...(data && { data }),
    }).catch((error: Error) => {
      throw failure(-32_000, error.message);
    });
    sent.push(hash);
    if (isLost) {
      isLost = false;
      throw failure(-32_603, "Internal error");
    }
    return hash;
  }

  async function sendTogether({ from, chainId, calls, atomicRequired }: Bundle) {
    if (atomicRequired && bundles !== "atomic") throw failure(5760, "Not atomic here");
    const hashes: Hex[] = [];
    for (const call of calls) hashes.push(await send({ ...call, from, chainId }));
    const id = `0x${(given.size + 1).toString(16).padStart(64, "0")}`;
    given.set(id, hashes);
    return { id };
  }

  async function statusOf(id: string) {
    const hashes = given.get(id);
    if (!hashes) throw failure(5730, "Unknown bundle");
    const receipts = await Promise.all(hashes.map((hash) => receiptOf(hash)));
    const done = receipts.filter((receipt) => receipt !== null);
    const succeeded = done.filter(({ status }) => Number(status) === 1).length;
    const decided = succeeded === hashes.length ? 200 : succeeded > 0 ? 600 : 500;
    const status = done.length < hashes.length ? 100 : decided;
    return { version: "2.0.0", id, status, atomic: bundles === "atomic", receipts: done };
  }

  async function receiptOf(hash: Hex): Promise<{ status: Hex } | null> {
    const client = createClient({ transport: http(chain().url, { retryCount: 0 }) });
    return client.request({ method: "eth_getTransactionReceipt", params: [hash] });
  }

  async function request({ method, params = [] }: Request): Promise<unknown> {
    if (method === "eth_sendTransaction") return send(params[0] as Transaction);
    if (method === "eth_getTransactionReceipt") return receiptOf(params[0] as Hex);
    if (!bundles) throw failure(4200, `${method} is not supported`);
    switch (method) {
      case "wallet_getCapabilities": {
        const status = bundles === "atomic" ? "supported" : "unsupported";
        return { [`0x${chain().chainId.toString(16)}`]: { atomic: { status } } };
      }
      case "wallet_sendCalls":
        return sendTogether(params[0] as Bundle);
      case "wallet_getCallsStatus":
        return statusOf(params[0] as string);
      default:
        throw failure(4200, `${method} is not supported`);
    }
  }

  return {
    sent,
    loseNextAnswer: () => {
      isLost = true;
    },
    request,
  };
}

function failure(code: number, message: string): Error {
  return Object.assign(new Error(message), { code });
}
