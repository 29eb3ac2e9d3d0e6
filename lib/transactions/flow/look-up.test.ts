import { beforeEach, describe, expect, it } from "vitest";
import { BEN, CHAIN, chain, host, ME, setUp, tab } from "@/tests/fakes/transactions-story.ts";
import { factKey } from "./look-up.ts";

beforeEach(() => setUp());

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
