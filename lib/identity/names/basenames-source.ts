import { type Hex, namehash } from "viem";
import { ensL2ReverseRegistrarAbi, ensRegistryAbi, ensResolverAbi } from "@/contracts-abi/ens.ts";
import type { Address } from "../core/address.ts";
import type { EnsName } from "../core/names.ts";
import { type Answer, type Call, isUntold, type ReadChain } from "./chain-reader.ts";
import { entryOf, type NameSource } from "./name-source.ts";

/** The registry of `base.eth` on Base (base/basenames). */
export const BASENAMES_REGISTRY: Hex = "0xB94704422c2a1E396835A571837Aa5AE53285a95";

/** The reverse registrar of every layer 2 that ENS supports (ENSIP-19). */
export const L2_REVERSE_REGISTRAR: Hex = "0x0000000000D8e504002cC26E3Ec46D81971C1664";

/** Base among ENS's chains: `0x80000000 | 8453` (ENSIP-11). */
const REVERSE_NAMESPACE = "80002105.reverse";

export function isBasename(name: string): boolean {
  return name.endsWith(".base.eth");
}

/** Names under `base.eth`, read from Base: mainnet knows them through a gateway only. */
export function createBasenamesSource(read: ReadChain): NameSource {
  return {
    async claimedNames(addresses) {
      const [chosen, resolvers] = halves(
        await read([
          ...addresses.map(chosenNameCall),
          ...addresses.map((address) => resolverCall(reverseNode(address))),
        ]),
      );
      const older = await askResolvers(read, addresses, resolvers, (address) => ({
        functionName: "name",
        args: [reverseNode(address)],
      }));
      return new Map(
        addresses.flatMap((address, index) => {
          const answer = chosen[index];
          const name = textIn(answer) ?? textIn(older.get(address));
          const isTold = name !== undefined || !(isUntold(answer) || isCut(older, address));
          return isTold ? [[address, name] as const] : [];
        }),
      );
    },
    async entries(names) {
      const resolvers = await read(names.map((name) => resolverCall(namehash(name))));
      const holders = await askResolvers(read, names, resolvers, (name) => ({
        functionName: "addr",
        args: [namehash(name)],
      }));
      const avatars = await askResolvers(read, names, resolvers, (name) => ({
        functionName: "text",
        args: [namehash(name), "avatar"],
      }));
      return new Map(
        names.flatMap((name, index) => {
          if (isUntold(resolvers[index]) || isCut(holders, name)) return [];
          return [[name, entryOf(textIn(holders.get(name)), textIn(avatars.get(name)))] as const];
        }),
      );
    },
  };
}

/** Asks each subject's own resolver; who has none is missing. */
async function askResolvers<Subject extends Address | EnsName>(
  read: ReadChain,
  subjects: readonly Subject[],
  resolvers: readonly Answer[],
  question: (subject: Subject) => Pick<Call, "functionName" | "args">,
): Promise<ReadonlyMap<Subject, Answer>> {
  const asked = subjects.flatMap((subject, index) => {
    const resolver = textIn(resolvers[index]);
    if (!resolver || /^0x0*$/.test(resolver)) return [];
    return [{ subject, address: resolver as Hex, abi: ensResolverAbi, ...question(subject) }];
  });
  const answers = await read(asked.map(({ subject: _, ...call }) => call));
  return new Map(
    asked.flatMap(({ subject }, index) => {
      const answer = answers[index];
      return answer ? [[subject, answer] as const] : [];
    }),
  );
}

/** Asked, and cut short. */
function isCut<Subject>(answers: ReadonlyMap<Subject, Answer>, subject: Subject): boolean {
  return answers.has(subject) && isUntold(answers.get(subject));
}

function chosenNameCall(address: Address): Call {
  return {
    address: L2_REVERSE_REGISTRAR,
    abi: ensL2ReverseRegistrarAbi,
    functionName: "nameForAddr",
    args: [address],
  };
}

function resolverCall(node: Hex): Call {
  return {
    address: BASENAMES_REGISTRY,
    abi: ensRegistryAbi,
    functionName: "resolver",
    args: [node],
  };
}

function reverseNode(address: Address): Hex {
  return namehash(`${address.slice(2).toLowerCase()}.${REVERSE_NAMESPACE}`);
}

function halves<Item>(items: readonly Item[]): [Item[], Item[]] {
  return [items.slice(0, items.length / 2), items.slice(items.length / 2)];
}

function textIn(answer: Answer | undefined): string | undefined {
  return answer?.kind === "value" ? (answer.value as string) || undefined : undefined;
}
