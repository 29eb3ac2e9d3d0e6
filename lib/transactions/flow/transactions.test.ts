import { beforeEach, describe, expect, it } from "vitest";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import { type Address, parseAddress } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessageId, OutgoingContent } from "@/lib/messaging/core/records.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import type { Messaging } from "@/lib/messaging/flow/messaging.ts";
import { createFakeChain, type FakeChain } from "@/tests/fakes/fake-chain.ts";
import { memoryRuns } from "@/tests/fakes/memory-stores.ts";
import { VirtualHost } from "@/tests/fakes/virtual-host.ts";
import { ALICE_KEY, createFakeWallets, type FakeWallets } from "@/tests/fakes/wallets.ts";
import { readRequest } from "../core/request.ts";
import { type CallAbility, type Run, UNREADABLE } from "../core/run.ts";
import { factKey } from "./look-up.ts";
import { createTransactions, type PlacedRequest, type Transactions } from "./transactions.ts";

const CHAIN = 31_337;
const OPTION = "com.example.fake";
const ME = parseAddress(ALICE_KEY.address);
const BEN = parseAddress(`0x${"be".repeat(20)}`);
const MINE = "a".repeat(64) as InboxId;
const THREAD = `dm:${"b".repeat(64)}` as ThreadKey;
const MESSAGE = "m1" as MessageId;

describe("a request", () => {
  let host: VirtualHost;
  let chain: FakeChain;
  let fake: FakeWallets;
  let written: OutgoingContent[];
  let keeps: boolean;
  let inboxId: InboxId;
  let runs: ReturnType<typeof memoryRuns>;
  let elsewhere: Set<string>;
  let tab: Transactions;

  beforeEach(() => setUp());

  function setUp(ability: CallAbility = "single"): void {
    host = new VirtualHost();
    chain = createFakeChain({ chainId: CHAIN, accounts: [ME], ability });
    fake = createFakeWallets([ALICE_KEY], { chainId: CHAIN, calls: chain.calls });
    written = [];
    keeps = true;
    inboxId = MINE;
    runs = memoryRuns();
    elsewhere = new Set();
    tab = openTab();
  }

  /** A page of the same person; what it holds in its hands ends with it. */
  function openTab(): Transactions {
    return createTransactions({
      host,
      runs,
      keeps: () => keeps,
      loadChains: async () => chain.chains,
      unlessElsewhere: async (name, task) => {
        if (elsewhere.has(name)) return undefined;
        elsewhere.add(name);
        return task().finally(() => elsewhere.delete(name));
      },
      session: {
        withWallet: async (optionId, work) =>
          work({
            wallet: await fake.wallets.connect(optionId),
            loadContracts: () => Promise.reject(new Error("Nothing is signed here")),
          }),
      },
      messaging: {
        store: { getState: () => ({ inboxId }) } as unknown as Messaging["store"],
        write: (_, content) => {
          written.push(content);
          return "key";
        },
      },
    });
  }

  function placed(count = 1, to: Address = BEN, chainId = CHAIN): PlacedRequest {
    const calls = Array.from({ length: count }, (_, nth) => ({ to, value: `0x${nth + 1}` }));
    const request = readRequest({ version: "1.0", chainId: String(chainId), from: ME, calls });
    if (request.kind === "flawed") throw new Error("The request can't be read");
    return { messageId: MESSAGE, thread: THREAD, request, sender: ME };
  }

  const runOf = (page = tab): Run | undefined => page.store.getState().runs.get(MESSAGE);
  const valuesSent = () => chain.sent.map(({ value }) => value);
  const told = () =>
    written.flatMap((content) => (content.type === "transaction" ? content.transaction : []));

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

  it("is remembered over a reload: what was made is not made again", async () => {
    chain.failNext("wallet.rejected");
    await tab.carryOut(placed(2), OPTION);
    await tab.carryOut(placed(2), OPTION);
    const page = openTab();
    await page.recall(placed(2));
    expect(runOf(page)?.steps.map(({ kind }) => kind)).toEqual(["confirmed", "confirmed"]);
  });

  it("is unsure after the page went away while the wallet was asked", async () => {
    const never = new Promise<never>(() => undefined);
    const calls = { ...chain.calls, send: () => never };
    fake = createFakeWallets([ALICE_KEY], { chainId: CHAIN, calls });
    void tab.carryOut(placed(), OPTION);
    await host.settle();
    // The page is gone, and its lock with it.
    elsewhere.clear();
    const page = openTab();
    await page.recall(placed());
    expect(runOf(page)?.stop).toEqual({ kind: "unsure" });
  });

  it("is not begun anew where what is kept of it can't be read", async () => {
    await runs.save(MINE, MESSAGE, UNREADABLE);
    await tab.carryOut(placed(2), OPTION);
    expect(valuesSent()).toEqual([]);
    await tab.answer(placed(2), false);
    await tab.carryOut(placed(2), OPTION);
    expect(valuesSent()).toEqual([1n, 2n]);
  });

  it.each(["single", "sequential"] as const)(
    "is not begun where it can't be written down (%s)",
    async (ability) => {
      setUp(ability);
      runs.save = async () => {
        throw new DOMException("The disk is full", "QuotaExceededError");
      };
      await tab.carryOut(placed(2), OPTION);
      expect(valuesSent()).toEqual([]);
      expect(runOf()).toMatchObject({
        isBusy: false,
        stop: { kind: "failed", code: "storage.full" },
        steps: [{ kind: "waiting" }, { kind: "waiting" }],
      });
    },
  );

  it("goes on to what became of a call after the disk is full, and asks for no other", async () => {
    const { save } = runs;
    let saves = 0;
    runs.save = async (...all) => {
      saves += 1;
      if (saves > 1) throw new DOMException("The disk is full", "QuotaExceededError");
      await save(...all);
    };
    await tab.carryOut(placed(2), OPTION);
    expect(valuesSent()).toEqual([1n]);
    expect(told()).toHaveLength(1);
    expect(runOf()?.steps).toMatchObject([{ kind: "confirmed" }, { kind: "waiting" }]);
    const next = openTab();
    await next.recall(placed(2));
    await next.carryOut(placed(2), OPTION);
    expect(runOf(next)?.steps[0]).toEqual({ kind: "asked" });
    expect(valuesSent()).toEqual([1n]);
  });

  it("is watched on by the next page, which tells of it once", async () => {
    chain.holdBlocks();
    void tab.carryOut(placed(), OPTION);
    await host.settle();
    elsewhere.clear();
    written = [];
    const page = openTab();
    const watching = page.recall(placed());
    await host.settle();
    expect(runOf(page)?.steps).toMatchObject([{ kind: "sent" }]);
    chain.mine();
    await host.pass(3_000);
    await watching;
    expect(runOf(page)?.steps).toMatchObject([{ kind: "confirmed" }]);
  });

  it("is carried out by one tab at a time", async () => {
    chain.holdBlocks();
    void tab.carryOut(placed(), OPTION);
    await host.settle();
    const other = openTab();
    await expect(other.carryOut(placed(), OPTION)).rejects.toMatchObject({
      code: "tab.elsewhere",
    });
    await other.recall(placed());
    expect(runOf(other)?.isBusy).toBe(true);
    expect(valuesSent()).toEqual([1n]);
    chain.mine();
    await host.pass(10_000);
    expect(runOf(other)).toMatchObject({ isBusy: false, steps: [{ kind: "confirmed" }] });
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

  it("keeps nothing of somebody who only looks in", async () => {
    keeps = false;
    await tab.carryOut(placed(), OPTION);
    expect(await runs.load(MINE, MESSAGE)).toBeUndefined();
    expect(runOf()?.steps).toMatchObject([{ kind: "confirmed" }]);
  });

  it("is not done by another account of this browser that has the same message", async () => {
    await tab.carryOut(placed(), OPTION);
    inboxId = "c".repeat(64) as InboxId;
    await tab.recall(placed());
    expect(runOf()).toBeUndefined();
    inboxId = MINE;
    await tab.recall(placed());
    expect(runOf()?.steps).toMatchObject([{ kind: "confirmed" }]);
  });

  it("that goes on is not shown to whoever is signed in by then", async () => {
    chain.holdBlocks();
    const carrying = tab.carryOut(placed(), OPTION);
    await host.settle();
    inboxId = "c".repeat(64) as InboxId;
    chain.mine();
    await host.pass(2_000);
    await carrying;
    expect(runOf()).toBeUndefined();
    expect(await runs.load(MINE, MESSAGE)).toMatchObject({ steps: [{ kind: "confirmed" }] });
  });

  it("on a chain that can't be read from here is followed by the wallet's own eyes", async () => {
    const loadChains = async () => ({ ...chain.chains, chainIds: [] });
    tab = createTransactions({
      host,
      runs,
      keeps: () => true,
      loadChains,
      unlessElsewhere: (_, task) => task(),
      session: {
        withWallet: async (optionId, work) =>
          work({
            wallet: await fake.wallets.connect(optionId),
            loadContracts: () => Promise.reject(new Error("Nothing is signed here")),
          }),
      },
      messaging: {
        store: { getState: () => ({ inboxId: MINE }) } as unknown as Messaging["store"],
        write: () => "key",
      },
    });
    await tab.carryOut(placed(), OPTION);
    expect(runOf()?.steps).toMatchObject([{ kind: "confirmed" }]);
  });

  it("of a transaction that the chain never decides about says so after ten minutes", async () => {
    chain.holdBlocks();
    const carrying = tab.carryOut(placed(), OPTION);
    await host.pass(11 * 60_000);
    await carrying;
    expect(runOf()?.stop).toEqual({ kind: "failed", code: "transaction.slow" });
  });

  describe("what chains are asked", () => {
    it("is asked once for all who show it, and again after no answer", async () => {
      chain.place(BEN, { kind: "erc20", symbol: "HUSD", decimals: 6 });
      const key = factKey(CHAIN, BEN);
      chain.goDown();
      tab.wantContracts(CHAIN, [BEN]);
      await host.settle();
      expect(tab.store.getState().contracts.get(key)).toEqual({ kind: "unreachable" });
      chain.goUp();
      tab.wantContracts(CHAIN, [BEN]);
      tab.wantContracts(CHAIN, [BEN]);
      await host.settle();
      expect(tab.store.getState().contracts.get(key)).toMatchObject({ kind: "known" });
      tab.wantContracts(1, [BEN]);
      await host.settle();
      expect(tab.store.getState().contracts.get(factKey(1, BEN))).toEqual({
        kind: "not-configured",
      });
    });

    it("about a transaction is asked until the chain has decided", async () => {
      chain.holdBlocks();
      const call = { to: BEN, value: 1n, data: "0x" } as const;
      const hash = await chain.calls.send({ address: ME, chainId: CHAIN, call });
      const kindNow = () => {
        const asked = tab.store.getState().transactions.get(factKey(CHAIN, hash));
        return asked?.kind === "known" ? asked.facts.kind : asked?.kind;
      };
      tab.wantTransaction(CHAIN, hash);
      await host.settle();
      expect(kindNow()).toBe("pending");
      chain.goDown();
      await host.pass(1_500);
      expect(kindNow()).toBe("unreachable");
      chain.goUp();
      chain.mine();
      await host.pass(5_000);
      expect(kindNow()).toBe("mined");
    });

    it("about a transaction is asked on for the others when the first who showed it is gone", async () => {
      chain.holdBlocks();
      const call = { to: BEN, value: 1n, data: "0x" } as const;
      const hash = await chain.calls.send({ address: ME, chainId: CHAIN, call });
      const first = tab.wantTransaction(CHAIN, hash);
      const second = tab.wantTransaction(CHAIN, hash);
      await host.settle();
      first();
      chain.mine();
      await host.pass(5_000);
      expect(tab.store.getState().transactions.get(factKey(CHAIN, hash))).toMatchObject({
        kind: "known",
        facts: { kind: "mined" },
      });
      second();
    });
  });
});
