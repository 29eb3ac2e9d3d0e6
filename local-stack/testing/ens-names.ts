import { labelhash, namehash } from "viem/ens";
import { encodeFunctionData, parseAbi } from "viem/utils";
import { askChain, type Hex } from "./ask-chain.ts";

/** ENS on the local chain; registry and universal resolver are where Ethereum has them. */
export const LOCAL_ENS_CONTRACTS = {
  registry: "0x00000000000C2E074eC69A0dFb2997BA6C7d2e1e",
  registrar: "0x3142a213Cb10cFE798d6D350f971828FF459131b",
  resolver: "0xdEe5D26250Dc7779CeC3e4605a2D9076ff70FbF2",
  reverseRegistrar: "0x0828905ac65C4D8833aD374f68968c12a10cb8Ab",
} as const;

const REGISTRAR = parseAbi(["function register(bytes32 label, address owner)"]);
const REGISTRY = parseAbi(["function setResolver(bytes32 node, address to)"]);
const RESOLVER = parseAbi([
  "function setAddr(bytes32 node, address a)",
  "function setText(bytes32 node, string key, string value)",
]);
const REVERSE = parseAbi(["function setName(string name)"]);

/** A name to register on the local chain, and what it says. */
export type LocalName = {
  /** Under `.eth`, without it. */
  label: string;
  /** Owns it; needs neither key nor ether. */
  owner: Hex;
  pointsTo?: Hex;
  texts?: Readonly<Record<string, string>>;
};

export type LocalNames = {
  register(name: LocalName): Promise<void>;
  /** The address says that this is its name. */
  claim(address: Hex, name: string): Promise<void>;
};

/** Writes ENS names on the local chain at `chainUrl` (`urls.chain`), as anybody may there. */
export function localNames(chainUrl: string): LocalNames {
  const { send } = askChain(chainUrl);
  const { registry, registrar, resolver, reverseRegistrar } = LOCAL_ENS_CONTRACTS;
  return {
    async register({ label, owner: from, pointsTo, texts = {} }) {
      const node = namehash(`${label}.eth`);
      const register = { abi: REGISTRAR, functionName: "register" as const };
      const args = [labelhash(label), from] as const;
      await send({ from, to: registrar, data: encodeFunctionData({ ...register, args }) });
      await send({
        from,
        to: registry,
        data: encodeFunctionData({
          abi: REGISTRY,
          functionName: "setResolver",
          args: [node, resolver],
        }),
      });
      const atResolver = (data: Hex) => send({ from, to: resolver, data });
      if (pointsTo) {
        await atResolver(
          encodeFunctionData({ abi: RESOLVER, functionName: "setAddr", args: [node, pointsTo] }),
        );
      }
      for (const [key, value] of Object.entries(texts)) {
        await atResolver(
          encodeFunctionData({ abi: RESOLVER, functionName: "setText", args: [node, key, value] }),
        );
      }
    },
    claim: (from, name) =>
      send({
        from,
        to: reverseRegistrar,
        data: encodeFunctionData({ abi: REVERSE, functionName: "setName", args: [name] }),
      }),
  };
}
