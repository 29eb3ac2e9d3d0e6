import path from "node:path";
import type { Hex } from "viem";
import { encodeFunctionData } from "viem";
import { compileFolder } from "@/scripts/contracts/compile.ts";
import { chainClient, DEPLOYER, deploy, send } from "@/scripts/contracts/deploy.ts";

export type LocalTokens = {
  /** The `avatar` text that names a new token of `owner`, whose description is at `place`. */
  mint(standard: "erc721" | "erc1155", owner: Hex, place: string): Promise<string>;
};

/** Token contracts on the local chain, deployed for a test. */
export async function localTokens(rpcUrl: string): Promise<LocalTokens> {
  const chain = chainClient(rpcUrl);
  const { Unique, Many } = await compileFolder(path.join(import.meta.dirname, "contracts"));
  if (!Unique || !Many) throw new Error("The token contracts are missing");
  const contracts = {
    erc721: { ...Unique, address: await deploy(chain, DEPLOYER, Unique) },
    erc1155: { ...Many, address: await deploy(chain, DEPLOYER, Many) },
  };
  let minted = 0n;
  return {
    async mint(standard, owner, place) {
      const { abi, address } = contracts[standard];
      minted += 1n;
      const data = encodeFunctionData({ abi, functionName: "mint", args: [owner, minted, place] });
      await send(chain, DEPLOYER, { to: address, data });
      return `eip155:31337/${standard}:${address}/${minted}`;
    },
  };
}
