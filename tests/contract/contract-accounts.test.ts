import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { concatHex, type Hex } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseAddress } from "@/lib/identity/core/address.ts";
import type { ContractAccounts } from "@/lib/identity/ports.ts";
import { createContractAccounts } from "@/lib/identity/wallet/contract-accounts.ts";
import { createTestWallets } from "@/lib/identity/wallet/test-wallets.ts";
import { LOCAL_CHAIN_ID, type LocalChain } from "@/local-stack/chain/start-chain.ts";
import { createSafe, putCode } from "@/local-stack/testing/index.ts";
import { createFakeContracts, FAKE_CHAIN } from "@/tests/fakes/fake-contracts.ts";
import { startFaultyChain, startTestChain } from "@/tests/fakes/test-chain.ts";
import { type ContractsUnderTest, describeContracts } from "./contract-accounts-contract.ts";

/** Code that reverts whatever it is asked, and code that says the magic word of ERC-1271 to all. */
const REFUSES_ALL = "0x60006000fd";
const TAKES_ALL = "0x631626ba7e60e01b60005260206000f3";
const CONTRACT = `0x${"c0de".padStart(40, "0")}` as const;
/** More bytes than a key's signature has. */
const LONG = `0x${"12".repeat(70)}` as const;
const lentBy = (contract: Hex) => concatHex(["0xef0100", contract]);

describeContracts("in memory", (): ContractsUnderTest => {
  const chains = createFakeContracts();
  return {
    ...chains,
    chainId: FAKE_CHAIN,
    create: async (options) => {
      const account = chains.create(options);
      return { account, stolen: chains.stolen(account) };
    },
    delegate: async (address) => chains.delegate(address),
  };
});

describeContracts("Safes on a chain", async (): Promise<ContractsUnderTest> => {
  const chain = await startFaultyChain();
  await putCode(chain.url, CONTRACT, REFUSES_ALL);
  return {
    contracts: createContractAccounts([{ chainId: LOCAL_CHAIN_ID, rpcUrl: chain.url }]),
    chainId: LOCAL_CHAIN_ID,
    create: async (options) => {
      const account = await createSafe(chain.url, options);
      return { account, stolen: account.stolen };
    },
    delegate: (address) => putCode(chain.url, address, lentBy(CONTRACT)),
    goDown: chain.goDown,
    goUp: chain.goUp,
    end: chain.close,
  };
});

describe("a chain's server that is overloaded", () => {
  it("gives no answer, rather than a no", async () => {
    const busy = await startBusyServer();
    const chainId = 1;
    const contracts = createContractAccounts([{ chainId, rpcUrl: busy.url }]);
    const question = { address: parseAddress(CONTRACT), text: "hello", signature: LONG };
    expect(await contracts.judge(question, chainId)).toEqual({ kind: "unreachable" });
    await busy.close();
  });
});

/** A server that knows of a contract everywhere, and has had enough of calls. */
async function startBusyServer(): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const { id, method } = (await json(request)) as { id: number; method: string };
    const answer =
      method === "eth_getCode"
        ? { result: TAKES_ALL }
        : { error: { code: -32_005, message: "limit exceeded" } };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ jsonrpc: "2.0", id, ...answer }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

describe("accounts of other kinds on a chain", () => {
  let chain: LocalChain;
  let contracts: ContractAccounts;

  beforeAll(async () => {
    chain = await startTestChain();
    contracts = createContractAccounts([{ chainId: LOCAL_CHAIN_ID, rpcUrl: chain.url }]);
  });
  afterAll(() => chain.close());

  it("are taken when a key's account has lent itself a contract that takes what was signed", async () => {
    const key = privateKeyToAccount(generatePrivateKey());
    await putCode(chain.url, CONTRACT, TAKES_ALL);
    await putCode(chain.url, key.address, lentBy(CONTRACT));
    const question = { address: parseAddress(key.address), text: "hello", signature: LONG };
    expect(await contracts.judge(question, LOCAL_CHAIN_ID)).toEqual({ kind: "accepted" });
  });

  it("are the Safes of the test wallets: one there from the first block, one not yet", async () => {
    const config = {
      xmtp: { env: "local", historyUrl: "" },
      chains: [{ chainId: LOCAL_CHAIN_ID, rpcUrl: chain.url }],
      ipfsGatewayUrls: [],
      testWallets: true,
    } as const;
    const wallets = createTestWallets({ ...config, chains: [...config.chains] });
    for (const [id, bytes] of [
      ["test:safe", 65],
      ["test:new-safe", undefined],
    ] as const) {
      const { address, signMessage } = await wallets.connect(id);
      const signature = await signMessage({ address, text: "hello" });
      if (bytes) expect(signature).toHaveLength(2 + 2 * bytes);
      const question = { address, text: "hello", signature };
      expect(await contracts.judge(question, LOCAL_CHAIN_ID)).toEqual({ kind: "accepted" });
    }
  });
});
