import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { parseAddress } from "@/lib/identity/core/address.ts";
import type { WalletOption } from "@/lib/identity/ports.ts";
import { createContractAccounts } from "@/lib/identity/wallet/contract-accounts.ts";
import { createLentWallets } from "@/lib/identity/wallet/lent-wallets.ts";
import { createWagmiWallets } from "@/lib/identity/wallet/wagmi-wallets.ts";
import { LOCAL_CHAIN_ID, type LocalChain } from "@/local-stack/chain/start-chain.ts";
import { createSafe } from "@/local-stack/testing/index.ts";
import {
  announceWallet,
  createEip1193Wallet,
  type Eip1193Options,
} from "@/tests/fakes/eip1193-wallet.ts";
import { lendWallet } from "@/tests/fakes/lent-wallet.ts";
import { startTestChain } from "@/tests/fakes/test-chain.ts";
import type { WalletAccount } from "@/tests/fakes/wallet-account.ts";
import { ALICE_KEY, BOB_KEY, createFakeWallets } from "@/tests/fakes/wallets.ts";
import { describeWallets, type WalletsUnderTest } from "./wallets-contract.ts";

const CODES = { "wallet.rejected": 4001, "wallet.busy": -32002, "wallet.unavailable": 4900 };

/** The little of a page that wagmi's discovery needs: events, and a place for `ethereum`. */
function openPage(): EventTarget & { ethereum?: unknown } {
  const page = new EventTarget();
  vi.stubGlobal("window", page);
  return page;
}

/** Nothing listens there. */
const NOWHERE = "http://127.0.0.1:9";
const BASE = { chainId: 8453, rpcUrl: NOWHERE };

function createWagmiUnderTest(
  first: WalletAccount = ALICE_KEY,
  options: Eip1193Options = {},
): WalletsUnderTest {
  const page = openPage();
  const wallet = createEip1193Wallet([first, BOB_KEY], options);
  announceWallet(page, { rdns: "com.example.fake", name: "Fake" }, wallet.provider);
  return {
    wallets: createWagmiWallets({ chains: [BASE] }),
    signatureRequests: wallet.signatureRequests,
    get isConnected() {
      return wallet.isConnected;
    },
    announce: ({ id, name }) => announceWallet(page, { rdns: id, name }, wallet.provider),
    failNext: (code) => wallet.failNext(CODES[code]),
    signNextWith: wallet.signNextWith,
    hold: wallet.hold,
    answer: wallet.answer,
    switchTo: wallet.switchTo,
    switchChain: wallet.switchChain,
    pinChain: wallet.pinChain,
    goAway: wallet.goAway,
    end: () => vi.unstubAllGlobals(),
  };
}

describeWallets("in memory", () => createFakeWallets());
describeWallets("wagmi, on a provider in the page", () => createWagmiUnderTest());

/** A page that lends its wallet to a frame, and the frame: between them a port, as between browsers. */
async function createLentUnderTest(): Promise<WalletsUnderTest> {
  vi.stubGlobal("window", new EventTarget());
  // Chains are no part of what is lent: it has to know this one.
  const wallet = createEip1193Wallet([ALICE_KEY, BOB_KEY], { rpcUrls: { 8453: NOWHERE } });
  const lending = await lendWallet("https://dapp.test", wallet.provider);
  return {
    wallets: createLentWallets({ chains: [BASE] }, lending.lent),
    option: { id: "lent", name: "dapp.test", kind: "lent" },
    signatureRequests: wallet.signatureRequests,
    // That it is connected in the page is the page's business.
    get isConnected() {
      return lending.isListenedTo();
    },
    failNext: (code) => wallet.failNext(CODES[code]),
    signNextWith: wallet.signNextWith,
    hold: wallet.hold,
    answer: wallet.answer,
    switchTo: wallet.switchTo,
    switchChain: wallet.switchChain,
    pinChain: wallet.pinChain,
    goAway: wallet.goAway,
    end: () => {
      lending.close();
      vi.unstubAllGlobals();
    },
  };
}

describeWallets("lent by the page around", () => createLentUnderTest());

describe("a Safe in a wallet", () => {
  let chain: LocalChain;

  beforeAll(async () => {
    chain = await startTestChain();
  });
  afterAll(() => chain.close());

  describeWallets("wagmi, with a Safe of two owners", async () => {
    const account = await createSafe(chain.url, { owners: 2 });
    const { address } = account;
    const contracts = createContractAccounts([{ chainId: LOCAL_CHAIN_ID, rpcUrl: chain.url }]);
    const world = createWagmiUnderTest(account, {
      chainId: LOCAL_CHAIN_ID,
      rpcUrls: { [LOCAL_CHAIN_ID]: chain.url },
    });
    return {
      ...world,
      get isConnected() {
        return world.isConnected;
      },
      first: {
        ...account,
        chainId: LOCAL_CHAIN_ID,
        isAccepted: async (text, signature) => {
          const question = { address: parseAddress(address), text, signature };
          return (await contracts.judge(question, LOCAL_CHAIN_ID)).kind === "accepted";
        },
      },
    };
  });
});

describe("a wallet and a chain that it does not know", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  async function connectOn(chains: readonly { chainId: number; rpcUrl: string }[]) {
    const page = openPage();
    const wallet = createEip1193Wallet([ALICE_KEY]);
    page.ethereum = wallet.provider;
    const connected = await createWagmiWallets({ chains: [...chains] }).connect("injected");
    return { wallet, connected };
  }

  it("is told of it, and goes there", async () => {
    const { wallet, connected } = await connectOn([BASE]);
    await connected.switchChain(8453);
    expect(wallet.chainRequests).toEqual(["switch 8453", "add 8453 Base", "switch 8453"]);
  });

  it("stays, where this copy of Parley has no way to read that chain either", async () => {
    const { wallet, connected } = await connectOn([BASE]);
    await expect(connected.switchChain(10)).rejects.toMatchObject({ code: "wallet.no-switch" });
    expect(wallet.chainRequests).toEqual(["switch 10"]);
  });
});

describe("wallets of this browser", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  function optionsIn(setUp: (page: ReturnType<typeof openPage>) => void): readonly WalletOption[] {
    setUp(openPage());
    let options: readonly WalletOption[] = [];
    createWagmiWallets({ chains: [] }).onOptions((told) => {
      options = told;
    })();
    return options;
  }

  const { provider } = createEip1193Wallet([ALICE_KEY]);

  it("are none in a browser without one", () => {
    expect(optionsIn(() => undefined)).toEqual([]);
  });

  it("are shown once, however often they announce themselves", () => {
    const options = optionsIn((page) => {
      announceWallet(page, { rdns: "io.one", name: "One" }, provider);
      announceWallet(page, { rdns: "io.one", name: "One again" }, provider);
    });
    expect(options.map(({ name }) => name)).toEqual(["One"]);
  });

  it("show no icon from the network, and no name that turns the text around", () => {
    const [option] = optionsIn((page) =>
      announceWallet(
        page,
        { rdns: "io.bad", name: "\u202eksaMateM", icon: "https://tracker.example/i.png" },
        provider,
      ),
    );
    expect(option).toEqual({ id: "io.bad", name: "ksaMateM", kind: "installed" });
  });

  it("count window.ethereum only when no wallet announces itself", () => {
    const legacy = optionsIn((page) => {
      page.ethereum = provider;
    });
    expect(legacy).toEqual([{ id: "injected", name: "", kind: "legacy" }]);
    const announced = optionsIn((page) => {
      page.ethereum = provider;
      announceWallet(page, { rdns: "io.one", name: "One" }, provider);
    });
    expect(announced.map(({ id }) => id)).toEqual(["io.one"]);
  });

  it("connect through window.ethereum when there is nothing else", async () => {
    const page = openPage();
    const wallet = createEip1193Wallet([BOB_KEY]);
    page.ethereum = wallet.provider;
    const connected = await createWagmiWallets({ chains: [] }).connect("injected");
    expect(connected.address).toBe(BOB_KEY.address);
  });
});
