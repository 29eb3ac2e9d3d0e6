import { BaseError, type Client, createClient, http } from "viem";
import { getCode, getTransaction, getTransactionReceipt, readContract } from "viem/actions";
import { erc20Abi, erc165Abi, INTERFACE_IDS } from "@/contracts-abi/tokens.ts";
import type { ChainRpc } from "@/lib/config/settings.ts";
import { ParleyError } from "@/lib/errors/base.ts";
import { type Address, type Hex, parseAddress } from "@/lib/identity/core/address.ts";
import { isDelegatedCode } from "@/lib/identity/core/delegated-code.ts";
import { cleanSymbol, MAX_DECIMALS } from "../core/amount.ts";
import type { Call } from "../core/call.ts";
import type { ContractFacts, TransactionFacts } from "../core/facts.ts";
import type { Chains } from "../ports.ts";

/** Longer than a slow node takes, shorter than a person waits. */
const TIMEOUT_MS = 6_000;

/** Asks the chains of the configuration, each through its RPC server. */
export function createChains(chains: readonly ChainRpc[]): Chains {
  const clients = new Map(chains.map(({ chainId, rpcUrl }) => [chainId, clientOf(rpcUrl)]));
  const clientOn = (chainId: number) => {
    const client = clients.get(chainId);
    if (!client) throw unreachable(chainId);
    return client;
  };
  return {
    chainIds: [...clients.keys()],
    readContract: (chainId, address) =>
      answered(chainId, async () => readContractAt(clientOn(chainId), address)),
    readTransaction: (chainId, hash) =>
      answered(chainId, async () => readTransaction(clientOn(chainId), hash)),
  };
}

async function answered<Facts>(chainId: number, ask: () => Promise<Facts>): Promise<Facts> {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof ParleyError ? error : unreachable(chainId, error);
  }
}

function unreachable(chainId: number, cause?: unknown): ParleyError {
  const options = { facts: { chainId }, cause };
  return new ParleyError("chain.unreachable", "The RPC server gave no answer", options);
}

function clientOf(rpcUrl: string): Client {
  const transport = http(rpcUrl, { timeout: TIMEOUT_MS, retryCount: 0 });
  return createClient({ transport, ccipRead: false });
}

/**
 * What stands at an address. Each question is a call of its own: a contract may use up whatever gas
 * it is given, and would take the answers of the others along.
 */
async function readContractAt(client: Client, address: Address): Promise<ContractFacts> {
  const code = await getCode(client, { address });
  if (!code || isDelegatedCode(code)) return { kind: "account" };
  const supports = (id: Hex) =>
    readContract(client, {
      address,
      abi: erc165Abi,
      functionName: "supportsInterface",
      args: [id],
    }).catch(unlessRefused);
  const token = { address, abi: erc20Abi } as const;
  const [isUnique, isMany, decimals, symbol, name] = await Promise.all([
    supports(INTERFACE_IDS.erc721),
    supports(INTERFACE_IDS.erc1155),
    readContract(client, { ...token, functionName: "decimals" }).catch(unlessRefused),
    readContract(client, { ...token, functionName: "symbol" }).catch(unlessRefused),
    readContract(client, { ...token, functionName: "name" }).catch(unlessRefused),
  ]);
  const called = cleanSymbol(name);
  if (isUnique) return { kind: "erc721", ...(called && { name: called }) };
  if (isMany) return { kind: "erc1155" };
  if (decimals === undefined || decimals > MAX_DECIMALS) return { kind: "contract" };
  const letters = cleanSymbol(symbol);
  return { kind: "erc20", decimals, ...(letters && { symbol: letters }) };
}

const NO_ANSWER = new Set(["HttpRequestError", "TimeoutError", "LimitExceededRpcError"]);

/** A contract that has no such function, or gives something else, is no token. */
function unlessRefused(error: unknown): undefined {
  const isAway = error instanceof BaseError && error.walk(isNoAnswer) !== null;
  if (isAway || !(error instanceof BaseError)) throw error;
}

function isNoAnswer(error: unknown): boolean {
  return error instanceof Error && NO_ANSWER.has(error.name);
}

async function readTransaction(client: Client, hash: Hex): Promise<TransactionFacts> {
  const found = await getTransaction(client, { hash }).catch(unlessMissing);
  if (!found) return { kind: "unknown" };
  const from = parseAddress(found.from);
  const call: Call = {
    ...(found.to && { to: parseAddress(found.to) }),
    value: found.value,
    data: found.input,
  };
  const receipt = await getTransactionReceipt(client, { hash }).catch(unlessMissing);
  if (!receipt) return { kind: "pending", from, call };
  const logs = receipt.logs.map(({ address, topics, data }) => ({
    address: parseAddress(address),
    topics: [...topics],
    data,
  }));
  return { kind: "mined", outcome: receipt.status, from, call, logs };
}

const MISSING = new Set(["TransactionNotFoundError", "TransactionReceiptNotFoundError"]);

function unlessMissing(error: unknown): undefined {
  if (error instanceof Error && MISSING.has(error.name)) return undefined;
  throw error;
}
