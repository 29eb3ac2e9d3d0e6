import { encodeFunctionData } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { describe, expect, it } from "vitest";
import { parseAddress } from "@/lib/identity/core/address.ts";
import { createChains } from "@/lib/transactions/chain/viem-chains.ts";
import { TOKEN_CALLS } from "@/lib/transactions/core/abi.ts";
import { transfersOf } from "@/lib/transactions/core/transfers.ts";
import { LOCAL_CHAIN_ID } from "@/local-stack/chain/start-chain.ts";
import { CREATE2_FACTORY, chainClient, DEPLOYER } from "@/scripts/contracts/deploy.ts";
import { createFakeChain } from "@/tests/fakes/fake-chain.ts";
import { localTokens } from "@/tests/fakes/local-tokens.ts";
import { startTestChain } from "@/tests/fakes/test-chain.ts";
import { describeChains } from "./chains-contract.ts";

const someone = () => parseAddress(privateKeyToAccount(generatePrivateKey()).address);

describeChains("in memory", () => {
  const chainId = LOCAL_CHAIN_ID;
  const [sender, erc20, erc721] = [someone(), someone(), someone()];
  const [erc1155, other, nobody] = [someone(), someone(), someone()];
  const fake = createFakeChain({ chainId, accounts: [sender] });
  fake.place(erc20, { kind: "erc20", symbol: "HUSD", decimals: 6 });
  fake.place(erc721, { kind: "erc721" });
  fake.place(erc1155, { kind: "erc1155" });
  fake.place(other, { kind: "contract" });
  const failing = { to: erc20, value: 0n, data: "0xdeadbeef" } as const;
  fake.failing.add(failing);
  return {
    chains: fake.chains,
    chainId,
    places: { erc20, erc721, erc1155, other, nobody },
    sender,
    send: (call) => fake.calls.send({ address: sender, chainId, call }),
    failing,
    holdBlocks: async () => fake.holdBlocks(),
    mine: async () => fake.mine(),
    goDown: async () => fake.goDown(),
  };
});

describeChains("viem, on a local chain", async () => {
  const chain = await startTestChain();
  const client = chainClient(chain.url);
  const { addresses } = await localTokens(chain.url);
  const erc20 = parseAddress(addresses.erc20);
  const data = encodeFunctionData({
    abi: TOKEN_CALLS,
    functionName: "transfer",
    args: [DEPLOYER, 1n],
  });
  return {
    chains: createChains([{ chainId: LOCAL_CHAIN_ID, rpcUrl: chain.url }]),
    chainId: LOCAL_CHAIN_ID,
    places: {
      erc20,
      erc721: parseAddress(addresses.erc721),
      erc1155: parseAddress(addresses.erc1155),
      other: parseAddress(CREATE2_FACTORY),
      nobody: someone(),
    },
    sender: parseAddress(DEPLOYER),
    // With gas given nothing is estimated, and what fails is sent all the same.
    send: (call) =>
      client.sendTransaction({ account: DEPLOYER, chain: null, gas: 200_000n, ...call }),
    failing: { to: erc20, value: 0n, data },
    holdBlocks: () => client.setAutomine(false),
    mine: async () => {
      await client.mine({ blocks: 1 });
      await client.setAutomine(true);
    },
    goDown: () => chain.close(),
  };
});

describe("a transfer of a token on a local chain", () => {
  it("is read from its event, exact to the last unit", async () => {
    const chain = await startTestChain();
    try {
      const client = chainClient(chain.url);
      const tokens = await localTokens(chain.url);
      await tokens.pay(DEPLOYER, 9_000_001n);
      const to = someone();
      const data = encodeFunctionData({
        abi: TOKEN_CALLS,
        functionName: "transfer",
        args: [to, 9_000_001n],
      });
      const call = { account: DEPLOYER, chain: null, to: tokens.addresses.erc20, data };
      const hash = await client.sendTransaction(call);
      const chains = createChains([{ chainId: LOCAL_CHAIN_ID, rpcUrl: chain.url }]);
      const facts = await chains.readTransaction(LOCAL_CHAIN_ID, hash);
      expect(facts.kind === "mined" && transfersOf(facts)).toEqual([
        {
          kind: "token",
          contract: tokens.addresses.erc20,
          from: DEPLOYER,
          to,
          amount: 9_000_001n,
        },
      ]);
    } finally {
      await chain.close();
    }
  });
});
