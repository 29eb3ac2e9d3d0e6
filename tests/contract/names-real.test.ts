import { getAddress, type Hex, zeroAddress } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Address, parseAddress } from "@/lib/identity/core/address.ts";
import type { EnsName } from "@/lib/identity/core/names.ts";
import { createChainNames } from "@/lib/identity/names/chain-names.ts";
import { UNIVERSAL_RESOLVER } from "@/lib/identity/names/universal-resolver.ts";
import type { Names } from "@/lib/identity/ports.ts";
import { LOCAL_CHAIN_ID, type LocalChain } from "@/local-stack/chain/start-chain.ts";
import { localNames, putCode } from "@/local-stack/testing/index.ts";
import { type LocalBasenames, localBasenames } from "@/tests/fakes/local-basenames.ts";
import { startFaultyChain, startTestChain } from "@/tests/fakes/test-chain.ts";
import { describeNames, type NamesUnderTest } from "./names-contract.ts";

const BASE = 8453;

/** What people do on a chain, whichever it is. */
type People = Pick<LocalBasenames, "point" | "claim" | "writeText">;

/** Names under `.eth`, all of one owner. */
function ensOf(rpcUrl: string): People {
  const names = localNames(rpcUrl);
  const owner = getAddress("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
  const labelOf = (name: string) => name.replace(/\.eth$/, "");
  return {
    point: (name, pointsTo = zeroAddress) =>
      names.register({ label: labelOf(name), owner, pointsTo }),
    claim: names.claim,
    writeText: (name, key, value) =>
      names.register({ label: labelOf(name), owner, texts: { [key]: value } }),
  };
}

async function startNames(
  chainId: number,
  populate: (rpcUrl: string) => People | Promise<People>,
): Promise<NamesUnderTest> {
  const chain = await startFaultyChain();
  const people = await populate(chain.url);
  return {
    names: createChainNames([{ chainId, rpcUrl: chain.url }]),
    point: people.point,
    claim: people.claim,
    drawAvatar: (name, text) => people.writeText(name, "avatar", text),
    goDown: chain.goDown,
    goUp: chain.goUp,
    end: chain.close,
  };
}

describeNames("ENS on a chain", () => startNames(LOCAL_CHAIN_ID, ensOf));
describeNames("Basenames on a chain", () => startNames(BASE, localBasenames), ".base.eth");

describe("names of two chains", () => {
  const [ana, ben, eve] = [someone("a1"), someone("b2"), someone("e3")];
  let chains: LocalChain[];
  let ens: People;
  let basenames: LocalBasenames;
  let names: Names;
  /** Nothing listens there. */
  const gone = "http://127.0.0.1:9";

  beforeAll(async () => {
    chains = [await startTestChain(), await startTestChain()];
    const [ethereum = "", base = ""] = chains.map(({ url }) => url);
    ens = ensOf(ethereum);
    basenames = await localBasenames(base);
    names = namesOn(ethereum, base);
    await ens.point("ana.eth", ana);
    await ens.claim(ana, "ana.eth");
    await basenames.point("ana.base.eth", ana);
    await basenames.claim(ana, "ana.base.eth");
    await basenames.point("ben.base.eth", ben);
    await basenames.claim(ben, "ben.base.eth");
  });
  afterAll(() => Promise.all(chains.map((chain) => chain.close())));

  function namesOn(ethereum: string, base: string): Names {
    return createChainNames([
      { chainId: LOCAL_CHAIN_ID, rpcUrl: ethereum },
      { chainId: BASE, rpcUrl: base },
    ]);
  }

  const namesFound = async (from: Names) =>
    new Map([...(await from.findNames([ana, ben, eve]))].map(([who, found]) => [who, found?.name]));

  it("are those of Ethereum first, and those of Base for who has none there", async () => {
    expect(await namesFound(names)).toEqual(
      new Map([
        [ana, "ana.eth"],
        [ben, "ben.base.eth"],
        [eve, undefined],
      ]),
    );
  });

  it("are read each from its own chain", async () => {
    expect((await names.resolve("ana.base.eth")).address).toBe(ana);
    expect((await names.resolve("ana.eth")).address).toBe(ana);
    expect((await names.findHolders(["ben.base.eth", "ana.eth"] as EnsName[])).size).toBe(2);
  });

  it("may be chosen on Base and kept on Ethereum (ENSIP-19)", async () => {
    await ens.point("eve.eth", eve);
    await basenames.chooseForAll("eve.eth");
    const found = await namesFound(names);
    expect(found.get(eve)).toBe("eve.eth");
    expect(found.get(ben), "that name does not point back to ben").toBeUndefined();
    await basenames.chooseForAll("");
  });

  it("say nothing about who could not be asked while one chain is gone", async () => {
    const [ethereum = "", base = ""] = chains.map(({ url }) => url);
    const withoutBase = await namesFound(namesOn(ethereum, gone));
    expect(withoutBase).toEqual(new Map([[ana, "ana.eth"]]));
    const withoutEthereum = await namesFound(namesOn(gone, base));
    expect(withoutEthereum.get(ben)).toBe("ben.base.eth");
    expect(withoutEthereum.has(eve)).toBe(false);
  });
});

describe("a chain that answers otherwise", () => {
  /** Reverts with `OffchainLookup` (EIP-3668). */
  const SENDS_AWAY = "0x63556f18306000526004601cfd";
  /** Turns in a circle until the gas is used up. */
  const BURNS_GAS = "0x5b600056";
  const somebody = someone("5e");
  let chain: LocalChain;
  let names: Names;

  beforeAll(async () => {
    chain = await startTestChain();
    names = createChainNames([{ chainId: LOCAL_CHAIN_ID, rpcUrl: chain.url }]);
  });
  afterAll(() => chain.close());

  const putInPlace = (code: Hex) => putCode(chain.url, UNIVERSAL_RESOLVER, code);

  it("is not followed to a server of others", async () => {
    await putInPlace(SENDS_AWAY);
    await expect(names.resolve("ana.eth")).rejects.toMatchObject({ code: "name.off-chain" });
    expect((await names.findNames([somebody])).get(somebody)).toBeUndefined();
  });

  it("has not said that somebody has no name when it was cut short", async () => {
    await putInPlace(BURNS_GAS);
    await expect(names.findNames([somebody])).rejects.toMatchObject({ code: "name.unreachable" });
    await expect(names.resolve("ana.eth")).rejects.toMatchObject({ code: "name.unreachable" });
  });

  it("has no names without the contract", async () => {
    await putInPlace("0x");
    await expect(names.resolve("ana.eth")).rejects.toMatchObject({ code: "name.unreachable" });
  });
});

function someone(end: string): Address {
  return parseAddress(`0x${end.padStart(40, "5")}`);
}
