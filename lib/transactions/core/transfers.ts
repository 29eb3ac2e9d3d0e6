import { decodeEventLog } from "viem/utils";
import type { Address } from "@/lib/identity/core/address.ts";
import type { LogFacts } from "./facts.ts";

/** A movement that a transaction is known to have made. */
export type Transfer =
  | { kind: "coin"; from: Address; to: Address; amount: bigint }
  | { kind: "token"; contract: Address; from: Address; to: Address; amount: bigint }
  | { kind: "item"; contract: Address; from: Address; to: Address; id: bigint; amount?: bigint };

function address<const Name extends string>(name: Name) {
  return { name, type: "address", indexed: true } as const;
}
function uint<const Name extends string, const Indexed extends boolean>(
  name: Name,
  indexed: Indexed,
) {
  return { name, type: "uint256", indexed } as const;
}

const ERC20 = [
  {
    type: "event",
    name: "Transfer",
    inputs: [address("from"), address("to"), uint("amount", false)],
  },
] as const;
const ERC721 = [
  { type: "event", name: "Transfer", inputs: [address("from"), address("to"), uint("id", true)] },
] as const;
const ERC1155 = [
  {
    type: "event",
    name: "TransferSingle",
    inputs: [
      address("operator"),
      address("from"),
      address("to"),
      uint("id", false),
      uint("amount", false),
    ],
  },
] as const;

/** What a transaction moved, by its own value and by the events of the tokens in it. */
export function transfersOf({
  from,
  call,
  logs,
}: {
  from: Address;
  call: { to?: Address; value: bigint };
  logs: readonly LogFacts[];
}): Transfer[] {
  const coin: Transfer[] =
    call.to && call.value > 0n ? [{ kind: "coin", from, to: call.to, amount: call.value }] : [];
  return [...coin, ...logs.flatMap((log) => transferIn(log) ?? [])];
}

/** The number of topics tells ERC-20 from ERC-721: their event has one name and one signature. */
function transferIn({ address: contract, topics, data }: LogFacts): Transfer | undefined {
  try {
    const event = { topics: topics as never, data, strict: true } as const;
    if (topics.length === 4 && data === "0x") {
      const { args } = decodeEventLog({ abi: ERC721, ...event });
      return { kind: "item", contract, ...ends(args), id: args.id };
    }
    if (topics.length === 4) {
      const { args } = decodeEventLog({ abi: ERC1155, ...event });
      return { kind: "item", contract, ...ends(args), id: args.id, amount: args.amount };
    }
    const { args } = decodeEventLog({ abi: ERC20, ...event });
    return { kind: "token", contract, ...ends(args), amount: args.amount };
  } catch {
    return undefined;
  }
}

function ends({ from, to }: { from: string; to: string }): { from: Address; to: Address } {
  return { from: from as Address, to: to as Address };
}
