import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Address, type Hex, parseAddress } from "@/lib/identity/core/address.ts";
import type { Call } from "@/lib/transactions/core/call.ts";
import type { Chains } from "@/lib/transactions/ports.ts";

export type ChainsUnderTest = {
  chains: Chains;
  chainId: number;
  /** Where something of each kind is. */
  places: Record<"erc20" | "erc721" | "erc1155" | "other" | "nobody", Address>;
  /** A key that can pay. */
  sender: Address;
  send(call: Call): Promise<Hex>;
  /** A call that the chain takes and that fails there. */
  failing: Call;
  holdBlocks(): Promise<void>;
  mine(): Promise<void>;
  goDown(): Promise<void>;
  end?(): Promise<void>;
};

/** What every `Chains` does, whoever is behind it. */
export function describeChains(
  name: string,
  create: () => ChainsUnderTest | Promise<ChainsUnderTest>,
): void {
  describe(`Chains: ${name}`, () => {
    let world: ChainsUnderTest;

    beforeAll(async () => {
      world = await create();
    });
    afterAll(() => world.end?.());

    const payment = { to: parseAddress(`0x${"be".repeat(20)}`), value: 5n, data: "0x" } as const;
    const NO_SUCH: Hex = `0x${"ab".repeat(32)}`;

    it("says which chains it can ask, and fails for any other", async () => {
      expect(world.chains.chainIds).toEqual([world.chainId]);
      const asked = world.chains.readContract(424_242, world.places.nobody);
      await expect(asked).rejects.toMatchObject({ code: "chain.unreachable" });
    });

    it("tells tokens from each other, from contracts and from people", async () => {
      const { places, chains, chainId } = world;
      const read = (place: Address) => chains.readContract(chainId, place);
      expect(await read(places.erc20)).toEqual({ kind: "erc20", symbol: "HUSD", decimals: 6 });
      expect(await read(places.erc721)).toMatchObject({ kind: "erc721" });
      expect(await read(places.erc1155)).toEqual({ kind: "erc1155" });
      expect(await read(places.other)).toEqual({ kind: "contract" });
      expect(await read(places.nobody)).toEqual({ kind: "account" });
      expect(await read(world.sender)).toEqual({ kind: "account" });
    });

    it("knows nothing of a transaction that was never made", async () => {
      const { chains, chainId } = world;
      expect(await chains.readTransaction(chainId, NO_SUCH)).toEqual({ kind: "unknown" });
    });

    it("gives one that was carried out as it was sent", async () => {
      const { chains, chainId, sender } = world;
      const hash = await world.send(payment);
      expect(await chains.readTransaction(chainId, hash)).toEqual({
        kind: "mined",
        outcome: "success",
        from: sender,
        call: payment,
        logs: [],
      });
    });

    it("tells of one that failed", async () => {
      const { chains, chainId } = world;
      const hash = await world.send(world.failing);
      expect(await chains.readTransaction(chainId, hash)).toMatchObject({
        kind: "mined",
        outcome: "reverted",
        logs: [],
      });
    });

    it("tells of one that waits, and then that it does not any more", async () => {
      const { chains, chainId } = world;
      await world.holdBlocks();
      const hash = await world.send(payment);
      expect(await chains.readTransaction(chainId, hash)).toMatchObject({
        kind: "pending",
        call: payment,
      });
      await world.mine();
      expect(await chains.readTransaction(chainId, hash)).toMatchObject({ kind: "mined" });
    });

    it("fails when the server gives no answer, rather than saying that there is nothing", async () => {
      const { chains, chainId, places } = world;
      await world.goDown();
      const unreachable = { code: "chain.unreachable", facts: { chainId } };
      await expect(chains.readContract(chainId, places.erc20)).rejects.toMatchObject(unreachable);
      await expect(chains.readTransaction(chainId, NO_SUCH)).rejects.toMatchObject(unreachable);
    });
  });
}
