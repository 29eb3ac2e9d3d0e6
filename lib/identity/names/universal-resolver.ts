import { decodeFunctionResult, encodeFunctionData, type Hex, namehash, toHex } from "viem";
import { packetToBytes } from "viem/ens";
import { ensResolverAbi, ensUniversalResolverAbi } from "@/contracts-abi/ens.ts";
import { ParleyError } from "@/lib/errors/base.ts";
import type { Address } from "../core/address.ts";
import type { EnsName } from "../core/names.ts";
import type { Answer, Call } from "./chain-reader.ts";

/** The same on every chain that has one: mainnet, its test networks, the local chain. */
export const UNIVERSAL_RESOLVER: Hex = "0xeEeEEEeE14D718C2B47D9923Deab1335E144EeEe";

/** `OffchainLookup` of EIP-3668. */
const OFFCHAIN_LOOKUP: Hex = "0x556f1830";

/** Ether, as ENS counts chains (ENSIP-9). */
const COIN_TYPE_ETHER = 60n;

/** No gateway is asked, whoever the resolver names. */
const NO_GATEWAYS: readonly string[] = [];

/** Asks for the name that an address chose (ENSIP-3, ENSIP-19). */
export function primaryNameCall(address: Address): Call {
  return {
    address: UNIVERSAL_RESOLVER,
    abi: ensUniversalResolverAbi,
    functionName: "reverseWithGateways",
    args: [address, COIN_TYPE_ETHER, NO_GATEWAYS],
  };
}

export function readPrimaryName(answer: Answer | undefined): string | undefined {
  const [primary] = resultOf(answer) ?? [];
  return primary || undefined;
}

/** Asks what a name points to (EIP-137). */
export function holderCall(name: EnsName): Call {
  const args = [namehash(name)] as const;
  return resolveCall(name, encodeFunctionData({ abi: ensResolverAbi, functionName: "addr", args }));
}

export function readHolder(answer: Answer | undefined): Hex | undefined {
  return decoded(answer, "addr");
}

/** Asks for one of a name's texts (ENSIP-5). */
export function textCall(name: EnsName, key: string): Call {
  const args = [namehash(name), key] as const;
  return resolveCall(name, encodeFunctionData({ abi: ensResolverAbi, functionName: "text", args }));
}

export function readText(answer: Answer | undefined): string | undefined {
  return decoded(answer, "text") || undefined;
}

/** Whether the answer is kept by a server that the contract names. */
export function isOffChain(answer: Answer | undefined): boolean {
  return answer?.kind === "reverted" && answer.selector === OFFCHAIN_LOOKUP;
}

function resolveCall(name: EnsName, data: Hex): Call {
  return {
    address: UNIVERSAL_RESOLVER,
    abi: ensUniversalResolverAbi,
    functionName: "resolveWithGateways",
    args: [toHex(packetToBytes(name)), data, NO_GATEWAYS],
  };
}

function decoded(answer: Answer | undefined, functionName: "addr" | "text"): Hex | undefined {
  const [data] = resultOf(answer) ?? [];
  if (!data || data === "0x") return undefined;
  try {
    return decodeFunctionResult({ abi: ensResolverAbi, functionName, data: data as Hex }) as Hex;
  } catch {
    // A resolver may answer anything.
    return undefined;
  }
}

/** What the contract returned; undefined when it refused. Without a contract nobody is there. */
function resultOf(answer: Answer | undefined): readonly string[] | undefined {
  if (answer?.kind === "nothing") {
    throw new ParleyError("name.unreachable", "The chain has no universal resolver");
  }
  return answer?.kind === "value" ? (answer.value as readonly string[]) : undefined;
}
