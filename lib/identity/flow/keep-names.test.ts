import { beforeEach, describe, expect, it } from "vitest";
import { FakeNames } from "@/tests/fakes/fake-names.ts";
import { memoryNames } from "@/tests/fakes/memory-stores.ts";
import { VirtualHost } from "@/tests/fakes/virtual-host.ts";
import { type Address, parseAddress } from "../core/address.ts";
import type { InboxId } from "../core/ids.ts";
import type { NameStore } from "../ports.ts";
import { createNaming, type Naming } from "./keep-names.ts";

const OWN = "a".repeat(64) as InboxId;
const OTHER = "b".repeat(64) as InboxId;
const HOUR_MS = 3_600_000;

const person = (index: number): Address =>
  parseAddress(`0x${index.toString(16).padStart(40, "0")}`);
const [ANA, EVE] = [person(1), person(2)];

let chain: FakeNames;
let host: VirtualHost;
let nameStore: NameStore;
let naming: Naming;

/** A page of Parley: what it had in memory is gone with it, what this device kept is not. */
function openPage(): Naming {
  const page = createNaming({ loadNames: async () => chain, nameStore, host });
  page.show(OWN);
  return page;
}

beforeEach(async () => {
  chain = new FakeNames();
  host = new VirtualHost();
  nameStore = memoryNames();
  naming = openPage();
  await host.settle();
  for (const [who, name] of [
    [ANA, "ana.eth"],
    [EVE, "eve.eth"],
  ] as const) {
    chain.point(name, who);
    chain.claim(who, name);
  }
});

const nameOf = (who: Address, page = naming) => page.store.getState().names.get(who)?.name;

describe("names on the screen", () => {
  it("come with one question for all rows that are drawn together", async () => {
    for (const who of [ANA, EVE, person(3), ANA]) naming.want([who]);
    await host.settle();
    expect([nameOf(ANA), nameOf(EVE), nameOf(person(3))]).toEqual([
      "ana.eth",
      "eve.eth",
      undefined,
    ]);
    expect(chain.questions).toBe(1);
  });

  it("are there after a reload without a question, and without a chain", async () => {
    naming.want([ANA]);
    await host.settle();
    chain.goDown();
    naming = openPage();
    naming.want([ANA]);
    await host.settle();
    expect(nameOf(ANA)).toBe("ana.eth");
    expect(chain.questions).toBe(1);
  });

  it("are addresses while no chain answers, without a storm of questions", async () => {
    chain.goDown();
    naming.want([ANA]);
    naming.attend(EVE);
    await host.pass(HOUR_MS);
    for (let visit = 0; visit < 50; visit++) {
      naming.want([ANA, EVE]);
      await host.settle();
    }
    expect(naming.store.getState().names.size).toBe(0);
    expect(chain.questions).toBeLessThan(10);
    chain.goUp();
    host.wake();
    await host.settle();
    expect(nameOf(ANA)).toBe("ana.eth");
  });

  it("come by themselves when the chain is back", async () => {
    chain.goDown();
    naming.want([ANA]);
    await host.pass(60_000);
    chain.goUp();
    await host.pass(120_000);
    expect(nameOf(ANA)).toBe("ana.eth");
  });

  it("are nobody's when nobody is signed in, and what still comes is not shown", async () => {
    naming.want([ANA]);
    host.paint();
    naming.show(undefined);
    await host.settle();
    expect(naming.store.getState().names.size).toBe(0);
  });

  it("are never asked for where no chain is configured", async () => {
    const page = createNaming({ nameStore, host });
    page.show(OWN);
    page.want([ANA]);
    page.attend(ANA);
    await host.settle();
    expect(page.store.getState().names.size).toBe(0);
    await expect(page.resolve("ana.eth")).rejects.toMatchObject({ code: "name.not-configured" });
  });
});

describe("a conversation opened by a name", () => {
  beforeEach(async () => {
    chain.claim(ANA, "");
    naming.openedAs(await naming.resolve("Ana.eth"));
    naming.attend(ANA);
    await host.settle();
  });

  it("is called by it, here and after a reload, though its owner chose none", async () => {
    expect(nameOf(ANA)).toBe("ana.eth");
    naming = openPage();
    await host.settle();
    expect(nameOf(ANA)).toBe("ana.eth");
  });

  it("tells within minutes that the name moved, while it is open", async () => {
    chain.point("ana.eth", EVE);
    await host.pass(5 * 60_000);
    expect(naming.store.getState().moves.get(ANA)).toEqual({ name: "ana.eth", to: EVE });
    expect(nameOf(ANA)).toBeUndefined();
    naming.stay(ANA);
    naming = openPage();
    await host.settle();
    expect(naming.store.getState().moves.size).toBe(0);
  });

  it("tells it at once when it is opened again after a reload", async () => {
    chain.point("ana.eth", EVE);
    naming = openPage();
    naming.attend(ANA);
    await host.settle();
    expect(naming.store.getState().moves.get(ANA)?.to).toBe(EVE);
  });

  it("is so for the account that opened it only, and erased with it", async () => {
    naming.show(OTHER);
    await host.settle();
    expect(nameOf(ANA)).toBeUndefined();
    await nameStore.erase(OWN);
    naming.show(OWN);
    await host.settle();
    expect(nameOf(ANA)).toBeUndefined();
  });

  it("warns of a name that looks like it, before another is opened", async () => {
    chain.point("an4.eth", EVE);
    chain.point("αna.eth", EVE);
    chain.point("aná.eth", EVE);
    expect((await naming.resolve("aná.eth")).looksLike).toBe("ana.eth");
    expect((await naming.resolve("an4.eth")).looksLike).toBeUndefined();
    expect((await naming.resolve("ana.eth")).looksLike).toBeUndefined();
  });
});

describe("two accounts of one device", () => {
  it("ask nothing about each other's people, and keep nothing of them", async () => {
    naming.attend(ANA);
    await host.settle();
    naming.want([EVE]);
    naming.show(OTHER);
    await host.pass(6 * 60_000);
    expect(naming.store.getState().names.size).toBe(0);
    expect(await nameStore.load(OTHER)).toEqual({ records: [], known: [] });
    naming.show(OWN);
    await host.settle();
    expect(nameOf(ANA)).toBe("ana.eth");
  });

  it("don't hear of names that look like one that the other knows", async () => {
    naming.want([ANA]);
    await host.settle();
    const twin = person(9);
    chain.point("aná.eth", twin);
    naming.show(OTHER);
    await host.settle();
    expect(await naming.resolve("aná.eth")).not.toHaveProperty("looksLike");
    naming.show(OWN);
    await host.settle();
    expect(await naming.resolve("aná.eth")).toMatchObject({ looksLike: "ana.eth" });
  });
});
