import { beforeEach, describe, expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import {
  chain,
  elsewhere,
  host,
  keepNothing,
  MESSAGE,
  MINE,
  OPTION,
  openTab,
  placed,
  runOf,
  runs,
  setUp,
  signInAs,
  silenceWallet,
  tab,
  told,
  valuesSent,
  written,
} from "@/tests/fakes/transactions-story.ts";
import { UNREADABLE } from "../core/run.ts";

beforeEach(() => setUp());

describe("how far a request has come", () => {
  it("is remembered over a reload: what was made is not made again", async () => {
    chain.failNext("wallet.rejected");
    await tab.carryOut(placed(2), OPTION);
    await tab.carryOut(placed(2), OPTION);
    const page = openTab();
    await page.recall(placed(2));
    expect(runOf(page)?.steps.map(({ kind }) => kind)).toEqual(["confirmed", "confirmed"]);
  });

  it("is unsure after the page went away while the wallet was asked", async () => {
    silenceWallet();
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
    written.length = 0;
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

  it("keeps nothing of somebody who only looks in", async () => {
    keepNothing();
    await tab.carryOut(placed(), OPTION);
    expect(await runs.load(MINE, MESSAGE)).toBeUndefined();
    expect(runOf()?.steps).toMatchObject([{ kind: "confirmed" }]);
  });

  it("is not done by another account of this browser that has the same message", async () => {
    await tab.carryOut(placed(), OPTION);
    signInAs("c".repeat(64) as InboxId);
    await tab.recall(placed());
    expect(runOf()).toBeUndefined();
    signInAs(MINE);
    await tab.recall(placed());
    expect(runOf()?.steps).toMatchObject([{ kind: "confirmed" }]);
  });

  it("that goes on is not shown to whoever is signed in by then", async () => {
    chain.holdBlocks();
    const carrying = tab.carryOut(placed(), OPTION);
    await host.settle();
    signInAs("c".repeat(64) as InboxId);
    chain.mine();
    await host.pass(2_000);
    await carrying;
    expect(runOf()).toBeUndefined();
    expect(await runs.load(MINE, MESSAGE)).toMatchObject({ steps: [{ kind: "confirmed" }] });
  });
});
