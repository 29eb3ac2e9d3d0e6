import type { Address } from "@/lib/identity/core/address.ts";
import type { WalletCallsRequest } from "@/lib/messaging/core/records.ts";
import { type Action, actionOf } from "./action.ts";
import { type Call, parseCall, toAddress } from "./call.ts";
import type { Claims } from "./claims.ts";
import { parseChainId } from "./networks.ts";

/** More calls than anybody reads before saying yes. */
export const MAX_CALLS = 16;
const MAX_CLAIM_LENGTH = 280;

/** One call of a request, with what it does and what its sender says that it does. */
export type ReadCall = { call: Call; action: Action; claims: Claims };

/** Why a request can't be carried out, whoever would. */
export type Flaw = "chain" | "from" | "no-calls" | "too-many" | "call";

/** A request to a wallet (XIP-59), read strictly: what can't be read is not carried out. */
export type ReadRequest =
  | { kind: "flawed"; flaw: Flaw }
  | {
      kind: "read";
      chainId: number;
      /** Who is to make the calls; left out where the sender did not say. */
      from?: Address;
      calls: readonly ReadCall[];
      /** All of them together or none. */
      isAtomic: boolean;
    };

export function readRequest(request: WalletCallsRequest): ReadRequest {
  const chainId = parseChainId(request.chainId);
  if (chainId === undefined) return flawed("chain");
  const from = toAddress(request.from);
  if (request.from && !from) return flawed("from");
  if (request.calls.length === 0) return flawed("no-calls");
  if (request.calls.length > MAX_CALLS) return flawed("too-many");
  const calls = request.calls.flatMap(({ metadata, ...sent }) => {
    const call = parseCall(sent);
    return call ? { call, action: actionOf(call), claims: readClaims(metadata) } : [];
  });
  if (calls.length < request.calls.length) return flawed("call");
  return { kind: "read", chainId, ...(from && { from }), calls, isAtomic: isAtomic(request) };
}

function flawed(flaw: Flaw): ReadRequest {
  return { kind: "flawed", flaw };
}

/** XIP-59 carries capabilities as words; EIP-5792 calls this one by either name. */
function isAtomic({ capabilities = {} }: WalletCallsRequest): boolean {
  return capabilities.atomicRequired === "true" || capabilities.atomic === "required";
}

function readClaims(metadata: Record<string, string> = {}): Claims {
  const description = metadata.description?.slice(0, MAX_CLAIM_LENGTH);
  const currency = metadata.currency?.slice(0, MAX_CLAIM_LENGTH);
  const decimals = /^\d{1,3}$/.test(metadata.decimals ?? "")
    ? Number(metadata.decimals)
    : undefined;
  const to = toAddress(metadata.toAddress);
  return {
    ...(description && { description }),
    ...(currency && { currency }),
    ...(metadata.amount && { amount: metadata.amount }),
    ...(decimals !== undefined && { decimals }),
    ...(to && { to }),
  };
}
