import {
  encodeFunctionData,
  type Hex,
  keccak256,
  labelhash,
  namehash,
  toHex,
  zeroAddress,
  zeroHash,
} from "viem";
import { mnemonicToAccount } from "viem/accounts";
import type { Contract } from "./compile.ts";
import { type ChainClient, copyCode, DEPLOYER, deploy, send } from "./deploy.ts";

/** Where Ethereum has its registry, and every chain that knows ENS its universal resolver. */
const REGISTRY: Hex = "0x00000000000C2E074eC69A0dFb2997BA6C7d2e1e";
const UNIVERSAL_RESOLVER: Hex = "0xeEeEEEeE14D718C2B47D9923Deab1335E144EeEe";

type Compiled = Readonly<Record<string, Contract>>;
export type EnsAddresses = Record<"registry" | "registrar" | "resolver" | "reverseRegistrar", Hex>;

/** The people of the sign-in dialog's test wallets, in the order of anvil's accounts. */
const PEOPLE = ["alice", "bob", "carol", "dave"];
const MNEMONIC = "test test test test test test test test test test test junk";

/** Deploys ENS: `.eth` for whoever asks first, reverse names, and the universal resolver. */
export async function deployEns(chain: ChainClient, compiled: Compiled): Promise<EnsAddresses> {
  const put = (name: string, args: readonly unknown[] = []) =>
    deploy(chain, DEPLOYER, { ...contractOf(compiled, name), args });
  await copyCode(chain, await put("EnsRegistry"), REGISTRY);
  await chain.setStorageAt({
    address: REGISTRY,
    index: ownerSlotOf(zeroHash),
    value: word(DEPLOYER),
  });
  const registrar = await put("EnsRegistrar", [REGISTRY, namehash("eth")]);
  const resolver = await put("PublicResolver", [REGISTRY, zeroAddress]);
  const reverseRegistrar = await put("ReverseRegistrar", [REGISTRY]);
  await copyCode(chain, await put("UniversalResolver", [REGISTRY]), UNIVERSAL_RESOLVER);
  const give = (parent: Hex, label: string, owner: Hex) =>
    call(chain, compiled, DEPLOYER, [
      "EnsRegistry",
      REGISTRY,
      "setSubnodeOwner",
      [parent, labelhash(label), owner],
    ]);
  await give(zeroHash, "eth", registrar);
  await give(zeroHash, "reverse", DEPLOYER);
  await give(namehash("reverse"), "addr", reverseRegistrar);
  return { registry: REGISTRY, registrar, resolver, reverseRegistrar };
}

/** Gives each of the test wallets a name that points both ways. */
export async function nameEverybody(
  chain: ChainClient,
  compiled: Compiled,
  { registry, registrar, resolver, reverseRegistrar }: EnsAddresses,
): Promise<void> {
  for (const [addressIndex, label] of PEOPLE.entries()) {
    const { address } = mnemonicToAccount(MNEMONIC, { addressIndex });
    const name = `${label}.eth`;
    const node = namehash(name);
    const calls = [
      ["EnsRegistrar", registrar, "register", [labelhash(label), address]],
      ["EnsRegistry", registry, "setResolver", [node, resolver]],
      ["PublicResolver", resolver, "setAddr", [node, address]],
      ["ReverseRegistrar", reverseRegistrar, "setName", [name]],
    ] as const;
    for (const each of calls) await call(chain, compiled, address, each);
  }
}

type Call = readonly [contract: string, to: Hex, functionName: string, args: readonly unknown[]];

async function call(
  chain: ChainClient,
  compiled: Compiled,
  from: Hex,
  [contract, to, functionName, args]: Call,
): Promise<void> {
  const { abi } = contractOf(compiled, contract);
  await send(chain, from, { to, data: encodeFunctionData({ abi, functionName, args }) });
}

function contractOf(compiled: Compiled, name: string): Contract {
  const contract = compiled[name];
  if (!contract) throw new Error(`There is no contract ${name}`);
  return contract;
}

/** Where the registry keeps a node's owner: the first word of an entry of its first mapping. */
function ownerSlotOf(node: Hex): Hex {
  return keccak256(`${node}${"00".repeat(32)}`);
}

function word(value: Hex): Hex {
  return toHex(BigInt(value), { size: 32 });
}
