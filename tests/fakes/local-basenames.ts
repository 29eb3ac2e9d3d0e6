import {
  concatHex,
  createTestClient,
  encodeAbiParameters,
  getAddress,
  type Hex,
  http,
  keccak256,
  namehash,
  pad,
  parseAbi,
  publicActions,
  toHex,
  walletActions,
  zeroAddress,
  zeroHash,
} from "viem";
import { foundry } from "viem/chains";
import { LOCAL_ENS } from "@/contracts-abi/local-ens.ts";
import { BASENAMES_REGISTRY, L2_REVERSE_REGISTRAR } from "@/lib/identity/names/basenames-source.ts";

const resolverAbi = parseAbi([
  "function setAddr(bytes32 node, address a)",
  "function setName(bytes32 node, string name)",
  "function setText(bytes32 node, string key, string value)",
]);

/** The first of anvil's accounts; it owns all these names. */
const OWNER = getAddress("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");

/** Names under `base.eth` on a local chain that stands for Base: Base's registry at its address. */
export type LocalBasenames = {
  point(name: string, address: Hex | undefined): Promise<void>;
  /** The address says that this is its name. */
  claim(address: Hex, name: string): Promise<void>;
  writeText(name: string, key: string, value: string): Promise<void>;
  /** From now on this is the name that every address chose in the ENSIP-19 registrar. */
  chooseForAll(name: string): Promise<void>;
};

export async function localBasenames(rpcUrl: string): Promise<LocalBasenames> {
  const client = createTestClient({ chain: foundry, mode: "anvil", transport: http(rpcUrl) })
    .extend(publicActions)
    .extend(walletActions);
  const code = await client.getCode({ address: LOCAL_ENS.registry });
  await client.setCode({ address: BASENAMES_REGISTRY, bytecode: code ?? "0x" });
  const write = async (call: { functionName: string; args: readonly unknown[] }) => {
    const to = { account: OWNER, address: LOCAL_ENS.resolver, abi: resolverAbi };
    const hash = await client.writeContract({ ...to, ...call } as never);
    await client.waitForTransactionReceipt({ hash, pollingInterval: 10 });
  };

  /** Writes the node into both registries: Base's is read, the local one tells whose the node is. */
  async function enter(node: Hex): Promise<void> {
    const slot = BigInt(keccak256(concatHex([node, zeroHash])));
    for (const address of [BASENAMES_REGISTRY, LOCAL_ENS.registry]) {
      await client.setStorageAt({ address, index: toHex(slot, { size: 32 }), value: pad(OWNER) });
      const resolver = { index: toHex(slot + 1n, { size: 32 }), value: pad(LOCAL_ENS.resolver) };
      await client.setStorageAt({ address, ...resolver });
    }
  }

  return {
    async point(name, address = zeroAddress) {
      const node = namehash(name);
      await enter(node);
      await write({ functionName: "setAddr", args: [node, address] });
    },
    async claim(address, name) {
      const node = namehash(`${address.slice(2).toLowerCase()}.80002105.reverse`);
      await enter(node);
      await write({ functionName: "setName", args: [node, name] });
    },
    writeText: (name, key, value) =>
      write({ functionName: "setText", args: [namehash(name), key, value] }),
    async chooseForAll(name) {
      const answer = encodeAbiParameters([{ type: "string" }], [name]);
      await client.setCode({ address: L2_REVERSE_REGISTRAR, bytecode: alwaysReturns(answer) });
    },
  };
}

/** A contract that gives the same answer to every call: it copies what follows its code. */
function alwaysReturns(answer: Hex): Hex {
  const length = toHex((answer.length - 2) / 2, { size: 1 });
  return concatHex(["0x60", length, "0x80600b6000396000f3", answer]);
}
