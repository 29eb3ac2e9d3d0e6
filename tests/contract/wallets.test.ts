import { afterEach, describe, expect, it, vi } from "vitest";
import type { WalletOption } from "@/lib/identity/ports.ts";
import { createWagmiWallets } from "@/lib/identity/wallet/wagmi-wallets.ts";
import { announceWallet, createEip1193Wallet } from "@/tests/fakes/eip1193-wallet.ts";
import { ALICE_KEY, BOB_KEY, createFakeWallets } from "@/tests/fakes/wallets.ts";
import { describeWallets, type WalletsUnderTest } from "./wallets-contract.ts";

const CODES = { "wallet.rejected": 4001, "wallet.busy": -32002, "wallet.unavailable": 4900 };

/** The little of a page that wagmi's discovery needs: events, and a place for `ethereum`. */
function openPage(): EventTarget & { ethereum?: unknown } {
  const page = new EventTarget();
  vi.stubGlobal("window", page);
  return page;
}

function createWagmiUnderTest(): WalletsUnderTest {
  const page = openPage();
  const wallet = createEip1193Wallet([ALICE_KEY, BOB_KEY]);
  announceWallet(page, { rdns: "com.example.fake", name: "Fake" }, wallet.provider);
  return {
    wallets: createWagmiWallets({ chains: [] }),
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
    goAway: wallet.goAway,
    end: () => vi.unstubAllGlobals(),
  };
}

describeWallets("in memory", createFakeWallets);
describeWallets("wagmi, on a provider in the page", createWagmiUnderTest);

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
