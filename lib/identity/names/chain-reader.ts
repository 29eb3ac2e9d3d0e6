import { createClient, type Hex, http } from "viem";
import { multicall } from "viem/actions";
import { ParleyError } from "@/lib/errors/base.ts";

/** One call of a contract. `viem` types it where it is made. */
export type Call = {
  address: Hex;
  abi: readonly unknown[];
  functionName: string;
  args: readonly unknown[];
};

/** What one call gave: a value, nothing, or the selector of the error with which it reverted. */
export type Answer =
  | { kind: "value"; value: unknown }
  | { kind: "nothing" }
  | { kind: "reverted"; selector: Hex | undefined };

/**
 * Whether a call was cut short rather than refused: it reverted without a word, as it does when
 * another one of the same request used up the gas. That says nothing about a name.
 */
export function isUntold(answer: Answer | undefined): boolean {
  return !answer || (answer.kind === "reverted" && !answer.selector);
}

/** Reads many contracts of one chain in one request. Fails with `name.unreachable`. */
export type ReadChain = (calls: readonly Call[]) => Promise<Answer[]>;

/** Longer than a slow node takes, shorter than a person waits. */
const TIMEOUT_MS = 6_000;

/**
 * Reads contracts through an RPC server, many calls in one `eth_call`.
 *
 * The aggregator (Multicall3) travels with the call, so that it works on every chain, and nothing
 * is asked a second time here: pauses are for the caller. Servers that a contract names
 * (EIP-3668) are never asked.
 */
export function createChainReader(rpcUrl: string): ReadChain {
  const transport = http(rpcUrl, { timeout: TIMEOUT_MS, retryCount: 0 });
  const client = createClient({ transport, ccipRead: false });
  return async (calls) => {
    if (calls.length === 0) return [];
    // One request for all: the caller made the batch.
    const settings = { allowFailure: true, deployless: true, batchSize: 0 } as const;
    const results = await multicall(client, { contracts: calls as never[], ...settings });
    return (results as readonly Result[]).map(toAnswer);
  };
}

type Result = { status: "success"; result: unknown } | { status: "failure"; error: Error };

type ViemError = Error & { functionName?: string; raw?: Hex; cause?: unknown };

function toAnswer(result: Result): Answer {
  if (result.status === "success") return { kind: "value", value: result.result };
  const { functionName, cause } = result.error as ViemError;
  // The request itself failed: not one of its calls was made.
  if (functionName === "aggregate3") {
    throw new ParleyError("name.unreachable", "The RPC server gave no answer", {
      cause: result.error,
    });
  }
  const reason = cause as ViemError | undefined;
  if (reason?.name === "ContractFunctionRevertedError") {
    const selector = reason.raw?.slice(0, 10) as Hex | undefined;
    return { kind: "reverted", selector: selector === "0x" ? undefined : selector };
  }
  return { kind: "nothing" };
}
