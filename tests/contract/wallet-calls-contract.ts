import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Address, parseAddress } from "@/lib/identity/core/address.ts";
import type { WalletCalls } from "@/lib/identity/ports.ts";
import type { Call } from "@/lib/transactions/core/call.ts";
import type { CallAbility } from "@/lib/transactions/core/run.ts";

export type WalletCallsUnderTest = {
  calls: WalletCalls;
  chainId: number;
  ability: CallAbility;
  /** An account of the wallet that can pay. */
  address: Address;
  /** A call that the chain takes and that fails there. */
  failing: Call;
  failNext(code: "wallet.rejected" | "wallet.busy" | "wallet.unavailable"): void;
  loseNextAnswer(): void;
  /** How many transactions were sent so far. */
  sentCount(): number;
  end?(): Promise<void>;
};

/** What every `WalletCalls` does, whoever is behind it. */
export function describeWalletCalls(
  name: string,
  create: () => WalletCallsUnderTest | Promise<WalletCallsUnderTest>,
): void {
  describe(`WalletCalls: ${name}`, () => {
    let world: WalletCallsUnderTest;
    const payment = { to: parseAddress(`0x${"be".repeat(20)}`), value: 5n, data: "0x" } as const;

    beforeAll(async () => {
      world = await create();
    });
    afterAll(() => world.end?.());

    const where = () => ({ address: world.address, chainId: world.chainId });
    const together = (calls: readonly Call[], isAtomic = false) =>
      world.calls.sendTogether({ ...where(), calls, isAtomic });

    it("says what it can do", async () => {
      expect(await world.calls.readAbility(where())).toBe(world.ability);
    });

    it("sends a call, and knows what came of it", async () => {
      const hash = await world.calls.send({ ...where(), call: payment });
      expect(hash).toMatch(/^0x[0-9a-f]{64}$/);
      // A chain takes its time to mine, a local one too.
      await expect.poll(() => world.calls.readReceipt(hash)).toBe("confirmed");
      const failed = await world.calls.send({ ...where(), call: world.failing });
      await expect.poll(() => world.calls.readReceipt(failed)).toBe("reverted");
    });

    it("knows nothing of a call that nobody made", async () => {
      expect(await world.calls.readReceipt(`0x${"ab".repeat(32)}`)).toBeUndefined();
    });

    it.each(["wallet.rejected", "wallet.busy", "wallet.unavailable"] as const)(
      "fails with %s before anything is sent",
      async (code) => {
        const before = world.sentCount();
        world.failNext(code);
        const sending = world.calls.send({ ...where(), call: payment });
        await expect(sending).rejects.toMatchObject({ code });
        expect(world.sentCount()).toBe(before);
      },
    );

    it("sends nothing from an account that it does not offer", async () => {
      const before = world.sentCount();
      const stranger = parseAddress(`0x${"11".repeat(20)}`);
      const sending = world.calls.send({ ...where(), address: stranger, call: payment });
      await expect(sending).rejects.toMatchObject({ code: "wallet.wrong-account" });
      expect(world.sentCount()).toBe(before);
    });

    it("says that nobody knows, when the answer to what was sent got lost", async () => {
      const before = world.sentCount();
      world.loseNextAnswer();
      const sending = world.calls.send({ ...where(), call: payment });
      await expect(sending).rejects.toMatchObject({ facts: { isUnsure: true } });
      expect(world.sentCount()).toBe(before + 1);
    });

    it("takes several in one request, where it says so", async () => {
      if (world.ability === "single") {
        await expect(together([payment])).rejects.toMatchObject({
          code: "wallet.no-transactions",
        });
        return;
      }
      const id = await together([payment, payment]);
      await expect.poll(() => world.calls.readOutcome(id)).toMatchObject({ kind: "confirmed" });
      const outcome = await world.calls.readOutcome(id);
      expect(outcome?.kind === "confirmed" && outcome.hashes.length).toBeGreaterThan(0);
    });

    it("tells which of several failed", async () => {
      if (world.ability !== "sequential") return;
      const some = await together([payment, world.failing]);
      await expect.poll(() => world.calls.readOutcome(some)).toBeDefined();
      const partly = await world.calls.readOutcome(some);
      const said = partly?.kind === "partly" && partly.receipts.map(({ isSuccess }) => isSuccess);
      expect(said).toEqual([true, false]);
      const none = await together([world.failing]);
      await expect.poll(() => world.calls.readOutcome(none)).toMatchObject({ kind: "reverted" });
    });

    it("sends nothing where all or none is wanted and it can't promise that", async () => {
      if (world.ability !== "sequential") return;
      const before = world.sentCount();
      const sending = together([payment, payment], true);
      await expect(sending).rejects.toMatchObject({ code: "wallet.not-atomic" });
      expect(world.sentCount()).toBe(before);
    });
  });
}
