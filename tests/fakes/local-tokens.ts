import path from "node:path";
import type { Hex } from "viem";
import { encodeFunctionData } from "viem";
import { compileFolder } from "@/scripts/contracts/compile.ts";
import { chainClient, DEPLOYER, deploy, send } from "@/scripts/contracts/deploy.ts";

export type LocalTokens = {
  /** The `avatar` text that names a new token of `owner`, whose description is at `place`. */
  mint(standard: "erc721" | "erc1155", owner: Hex, place: string): Promise<string>;
  /** Where each of them is: a coin of ERC-20 besides. */
  readonly addresses: Readonly<Record<"erc20" | "erc721" | "erc1155", Hex>>;
  /** Gives somebody coins, in smallest units: six decimals, `HUSD`. */
  pay(owner: Hex, amount: bigint): Promise<void>;
};

/** Token contracts on the local chain, deployed for a test. */
export async function localTokens(rpcUrl: string): Promise<LocalTokens> {
  const chain = chainClient(rpcUrl);
  const { Unique, Many, Coin } = await compileFolder(path.join(import.meta.dirname, "contracts"));
  if (!Unique || !Many || !Coin) throw new Error("The token contracts are missing");
  const contracts = {
    erc721: { ...Unique, address: await deploy(chain, DEPLOYER, Unique) },
    erc1155: { ...Many, address: await deploy(chain, DEPLOYER, Many) },
    erc20: { ...Coin, address: await deploy(chain, DEPLOYER, Coin) },
  };
  // Another test may have minted on this chain.
  let minted = BigInt(Date.now());
  const { erc20, erc721, erc1155 } = contracts;
  return {
    addresses: { erc20: erc20.address, erc721: erc721.address, erc1155: erc1155.address },
    async pay(owner, amount) {
      const data = encodeFunctionData({
        abi: erc20.abi,
        functionName: "mint",
        args: [owner, amount],
      });
      await send(chain, DEPLOYER, { to: erc20.address, data });
    },
    async mint(standard, owner, place) {
      const { abi, address } = contracts[standard];
      minted += 1n;
      const data = encodeFunctionData({ abi, functionName: "mint", args: [owner, minted, place] });
      await send(chain, DEPLOYER, { to: address, data });
      return `eip155:31337/${standard}:${address}/${minted}`;
    },
  };
}
