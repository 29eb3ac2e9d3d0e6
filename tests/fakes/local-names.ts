import { createWalletClient, type Hex, http, labelhash, namehash, publicActions } from "viem";
import { foundry } from "viem/chains";
import {
  LOCAL_ENS,
  localEnsRegistrarAbi,
  localEnsRegistryAbi,
  localEnsResolverAbi,
  localEnsReverseRegistrarAbi,
} from "@/contracts-abi/local-ens.ts";

type Address = Hex;

/** A name to register on the local chain, and what it says. */
export type LocalName = {
  /** Under `.eth`, without it. */
  label: string;
  /** Pays for it and owns it; anvil signs for any account. */
  owner: Address;
  pointsTo?: Address;
  texts?: Readonly<Record<string, string>>;
};

/** Writes names on the local chain, as anybody may there: accounts need no key and no ether. */
export function localNames(rpcUrl: string) {
  const client = createWalletClient({ chain: foundry, transport: http(rpcUrl) }).extend(
    publicActions,
  );
  const write = async (from: Address, call: object): Promise<void> => {
    await client.request({ method: "anvil_impersonateAccount" as never, params: [from] as never });
    await client.request({
      method: "anvil_setBalance" as never,
      params: [from, "0xde0b6b3a7640000"] as never,
    });
    const hash = await client.writeContract({ account: from, ...call } as never);
    const { status } = await client.waitForTransactionReceipt({ hash, pollingInterval: 10 });
    if (status === "reverted") throw new Error("The contract reverted the call");
  };
  const { registry, registrar, resolver, reverseRegistrar } = LOCAL_ENS;
  return {
    register: async ({ label, owner, pointsTo, texts = {} }: LocalName) => {
      const node = namehash(`${label}.eth`);
      const atResolver = { address: resolver, abi: localEnsResolverAbi };
      await write(owner, {
        ...{ address: registrar, abi: localEnsRegistrarAbi, functionName: "register" },
        args: [labelhash(label), owner],
      });
      await write(owner, {
        ...{ address: registry, abi: localEnsRegistryAbi, functionName: "setResolver" },
        args: [node, resolver],
      });
      if (pointsTo) {
        await write(owner, { ...atResolver, functionName: "setAddr", args: [node, pointsTo] });
      }
      for (const [key, value] of Object.entries(texts)) {
        await write(owner, { ...atResolver, functionName: "setText", args: [node, key, value] });
      }
    },
    /** The address says that this is its name. */
    claim: (address: Address, name: string) =>
      write(address, {
        ...{ address: reverseRegistrar, abi: localEnsReverseRegistrarAbi },
        ...{ functionName: "setName", args: [name] },
      }),
  };
}
