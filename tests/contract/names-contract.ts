import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Address, parseAddress } from "@/lib/identity/core/address.ts";
import type { EnsName } from "@/lib/identity/core/names.ts";
import type { Names } from "@/lib/identity/ports.ts";

/** Names on some chain, and what people do there. */
export type NamesUnderTest = {
  names: Names;
  /** The name points to the address from now on, or to nobody. */
  point(name: string, address: Address | undefined): Promise<void>;
  /** The address says that this is its name. */
  claim(address: Address, name: string): Promise<void>;
  drawAvatar(name: string, text: string): Promise<void>;
  /** The chain's server does not answer until `goUp`. */
  goDown(): Promise<void>;
  goUp(): Promise<void>;
  end(): Promise<void>;
};

/** What every implementation of `Names` keeps. `suffix` is what names end with there. */
export function describeNames(
  title: string,
  create: () => Promise<NamesUnderTest>,
  suffix = ".eth",
): void {
  describe(`names, ${title}`, () => {
    let chain: NamesUnderTest;
    let next = 0;
    const nobody = () => parseAddress(`0x${(++next + 0xabc000).toString(16).padStart(40, "7")}`);
    const named = (label: string) => `${label}${suffix}` as EnsName;

    beforeAll(async () => {
      chain = await create();
    });
    afterAll(() => chain.end());

    it("finds the address of a name, however it is typed", async () => {
      const ana = nobody();
      await chain.point(named("ana"), ana);
      const typed = ` ${named("Ana").replace("eth", "ETH")} `;
      expect(await chain.names.resolve(typed)).toMatchObject({ name: named("ana"), address: ana });
    });

    it("says why a name leads nowhere", async () => {
      const { names } = chain;
      await expect(names.resolve(named("nobody-has-this"))).rejects.toMatchObject({
        code: "name.unknown",
      });
      for (const impossible of [
        "",
        "two words.eth",
        `a..${suffix}`,
        "a_b.eth",
        "fe--es.eth",
        "рaypal.eth",
      ])
        await expect(names.resolve(impossible)).rejects.toMatchObject({ code: "name.invalid" });
    });

    it("calls an address by the name it chose only when that points back", async () => {
      const [honest, thief, plain, stale] = [nobody(), nobody(), nobody(), nobody()];
      await chain.point(named("honest"), honest);
      await chain.claim(honest, named("honest"));
      await chain.claim(thief, named("honest"));
      await chain.claim(stale, named("never-registered"));
      const found = await chain.names.findNames([honest, thief, plain, stale]);
      expect(found.get(honest)?.name).toBe(named("honest"));
      for (const address of [thief, plain, stale]) {
        expect(found.has(address)).toBe(true);
        expect(found.get(address)).toBeUndefined();
      }
    });

    it("takes no name that is not in its normal form", async () => {
      const shouting = nobody();
      await chain.point(named("LOUD"), shouting);
      await chain.claim(shouting, named("LOUD"));
      expect((await chain.names.findNames([shouting])).get(shouting)).toBeUndefined();
    });

    it("gives the avatar as it was written, and how the name looks", async () => {
      const drawn = nobody();
      await chain.point(named("dr4wn"), drawn);
      await chain.claim(drawn, named("dr4wn"));
      await chain.drawAvatar(named("dr4wn"), "ipfs://bafy/face.png");
      expect((await chain.names.findNames([drawn])).get(drawn)).toMatchObject({
        avatarText: "ipfs://bafy/face.png",
        marks: [],
        skeleton: expect.any(String),
      });
    });

    it("tells to whom names point, also after they moved or expired", async () => {
      const [before, after] = [nobody(), nobody()];
      const [moves, ends] = [named("moves"), named("ends")];
      await chain.point(moves, before);
      await chain.point(ends, before);
      const holders = async () => {
        const told = await chain.names.findHolders([moves, ends]);
        return [told.get(moves), told.get(ends)];
      };
      const here = { kind: "address", address: before };
      expect(await holders()).toEqual([here, here]);
      await chain.point(moves, after);
      await chain.point(ends, undefined);
      expect(await holders()).toEqual([{ kind: "address", address: after }, { kind: "nobody" }]);
    });

    it("asks about nothing when nobody is asked about", async () => {
      expect(await chain.names.findNames([])).toEqual(new Map());
      expect(await chain.names.findHolders([])).toEqual(new Map());
    });

    it("fails at once while the chain's server is gone, and works when it is back", async () => {
      const ana = nobody();
      await chain.point(named("still-there"), ana);
      await chain.goDown();
      const unreachable = { code: "name.unreachable" };
      await expect(chain.names.resolve(named("still-there"))).rejects.toMatchObject(unreachable);
      await expect(chain.names.findNames([ana])).rejects.toMatchObject(unreachable);
      await expect(chain.names.findHolders([named("still-there")])).rejects.toMatchObject(
        unreachable,
      );
      await chain.goUp();
      expect((await chain.names.resolve(named("still-there"))).address).toBe(ana);
    });
  });
}
