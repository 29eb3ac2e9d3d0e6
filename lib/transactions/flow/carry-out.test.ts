import { beforeEach, describe, expect, it } from "vitest";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import {
  BEN,
  CHAIN,
  chain,
  fake,
  host,
  ME,
  OPTION,
  openTab,
  placed,
  runOf,
  setUp,
  tab,
  told,
  valuesSent,
} from "@/tests/fakes/transactions-story.ts";

beforeEach(() => setUp());

describe("a request", () => {
  it("is carried out, and the conversation is told of what it became", async () => {
    await tab.carryOut(placed(), OPTION);
    expect(runOf()).toMatchObject({ isBusy: false, steps: [{ kind: "confirmed" }] });
    expect(told()).toEqual([
      {
        namespace: "eip155",
        networkId: "0x7a69",
        reference: `0x${"1".padStart(64, "0")}`,
        metadata: {
          transactionType: "transfer",
          currency: "ETH",
          amount: 1,
          decimals: 18,
          fromAddress: ME,
          toAddress: BEN,
        },
      },
    ]);
  });

  it("goes on after a no where it was, and never makes again what was made", async () => {
    chain.holdBlocks();
    const first = tab.carryOut(placed(3), OPTION);
    await host.settle();
    chain.failNext("wallet.rejected");
    chain.mine();
    await host.pass(2_000);
    await first;
    expect(runOf()?.stop).toEqual({ kind: "failed", code: "wallet.rejected" });
    expect(valuesSent()).toEqual([1n]);
    await tab.carryOut(placed(3), OPTION);
    expect(valuesSent()).toEqual([1n, 2n, 3n]);
    expect(told()).toHaveLength(3);
  });

  it("rests where one fails on the chain", async () => {
    chain.revertNext();
    await tab.carryOut(placed(2), OPTION);
    expect(runOf()?.stop).toEqual({ kind: "reverted" });
    expect(valuesSent()).toEqual([1n]);
    expect(told()).toEqual([]);
  });

  it("takes the wallet to its chain first", async () => {
    fake.switchChain(1);
    await tab.carryOut(placed(), OPTION);
    expect(valuesSent()).toEqual([1n]);
    const wallet = await fake.wallets.connect(OPTION);
    expect((await wallet.readChain(ME)).chainId).toBe(CHAIN);
  });

  it("sends nothing where the wallet stays on another chain, and says which was wanted", async () => {
    fake.switchChain(1);
    fake.pinChain();
    await tab.carryOut(placed(), OPTION);
    expect(runOf()?.stop).toEqual({ kind: "failed", code: "wallet.no-switch", chainId: CHAIN });
    expect(valuesSent()).toEqual([]);
  });

  it.each<[ErrorCode]>([["wallet.wrong-account"], ["transaction.refused"], ["wallet.busy"]])(
    "may be tried again after %s",
    async (code) => {
      chain.failNext(code);
      await tab.carryOut(placed(), OPTION);
      expect(runOf()?.stop).toEqual({ kind: "failed", code });
      await tab.carryOut(placed(), OPTION);
      expect(valuesSent()).toEqual([1n]);
    },
  );

  it("is not made again when the wallet's answer got lost, until the person has looked", async () => {
    chain.loseNextAnswer();
    await tab.carryOut(placed(), OPTION);
    expect(runOf()?.stop).toEqual({ kind: "unsure" });
    await tab.carryOut(placed(), OPTION);
    expect(valuesSent()).toEqual([1n]);
    await tab.answer(placed(), true);
    expect(runOf()).toEqual({ steps: [{ kind: "confirmed" }], isBusy: false });
  });

  it("is made in one request where the wallet can, and told of by each transaction", async () => {
    setUp("sequential");
    await tab.carryOut(placed(2), OPTION);
    expect(chain.wasAsked).toBe(1);
    expect(valuesSent()).toEqual([1n, 2n]);
    expect(told().map(({ reference }) => reference)).toEqual(
      [1, 2].map((nth) => `0x${String(nth).padStart(64, "0")}`),
    );
  });

  it("is made one by one where the wallet said that it can, and can't", async () => {
    setUp("sequential");
    chain.failNext("wallet.no-transactions");
    await tab.carryOut(placed(2), OPTION);
    expect(valuesSent()).toEqual([1n, 2n]);
    expect(runOf()?.stop).toBeUndefined();
  });

  it("on a chain that can't be read from here is followed by the wallet's own eyes", async () => {
    const page = openTab({ loadChains: async () => ({ ...chain.chains, chainIds: [] }) });
    await page.carryOut(placed(), OPTION);
    expect(runOf(page)?.steps).toMatchObject([{ kind: "confirmed" }]);
  });

  it("of a transaction that the chain never decides about says so after ten minutes", async () => {
    chain.holdBlocks();
    const carrying = tab.carryOut(placed(), OPTION);
    await host.pass(11 * 60_000);
    await carrying;
    expect(runOf()?.stop).toEqual({ kind: "failed", code: "transaction.slow" });
  });
});
