import { beforeEach, describe, expect, it } from "vitest";
import { createStore, type StoreApi } from "zustand/vanilla";
import { ParleyError } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import { NO_PREFERENCES, type PreferencesView } from "@/lib/preferences/core/preferences.ts";
import { memoryPictures } from "@/tests/fakes/memory-stores.ts";
import { VirtualHost } from "@/tests/fakes/virtual-host.ts";
import { type Address, parseAddress } from "../core/address.ts";
import type { NamesView, ShownName } from "../core/name-book-view.ts";
import type { EnsName } from "../core/names.ts";
import type { PictureStore } from "../ports.ts";
import { createPicturing, type Picturing } from "./keep-pictures.ts";

const person = (digit: string): Address => parseAddress(`0x${digit.repeat(40)}`);
const [ANA, BEN, EVE] = [person("1"), person("2"), person("3")];
const DAY_MS = 86_400_000;

let host: VirtualHost;
let pictureStore: PictureStore;
/** The same in every tab. */
let settled: StoreApi<PreferencesView>;
let names: Map<Address, string>;
let page: Picturing & { rename(): void };
/** Whom servers were asked about, in their order. */
let asked: Address[];
/** What they answer, while it is not a picture. */
let problem: ErrorCode | undefined;
let turn: Promise<unknown>;

/** A page of the same browser: another tab, or this one after a reload. */
function openPage() {
  const view = (): NamesView => ({
    moves: new Map(),
    names: new Map(
      [...names].map(([address, avatarText]): [Address, ShownName] => [
        address,
        { name: `${address}.eth` as EnsName, marks: [], avatarText },
      ]),
    ),
  });
  const naming = createStore(view);
  const picturing = createPicturing({
    loadPictures: async () => ({
      fetch: async ({ address, avatarText }) => {
        if (address) asked.push(address);
        if (problem) throw new ParleyError(problem, "no picture");
        return `data:image/webp,${avatarText}`;
      },
    }),
    pictureStore,
    preferences: { store: settled },
    oneTabAtATime: (task) => {
      const result = turn.then(task);
      turn = result.catch(() => undefined);
      return result;
    },
    naming: { store: naming },
    host,
  });
  picturing.start();
  return { ...picturing, rename: () => naming.setState(view(), true) };
}

beforeEach(async () => {
  host = new VirtualHost();
  pictureStore = memoryPictures();
  settled = createStore(() => ({ ...NO_PREFERENCES, isLoaded: true }));
  names = new Map([ANA, BEN, EVE].map((who) => [who, `of ${who}`]));
  asked = [];
  problem = undefined;
  turn = Promise.resolve();
  page = openPage();
  page.befriend([ANA, BEN]);
});

const pictureOf = (who: Address, of: Picturing = page) => of.store.getState().pictures.get(who);

const turnTo = (showsPictures: boolean) =>
  settled.setState({ app: { ...NO_PREFERENCES.app, showsPictures } });

async function look(who: Address, at: Picturing = page) {
  at.want(who);
  await host.settle();
  return pictureOf(who, at);
}

describe("pictures of people", () => {
  it("are loaded of friends who are on the screen, and of nobody else", async () => {
    expect(await look(ANA)).toEqual({ kind: "shown", url: `data:image/webp,of ${ANA}` });
    expect(await look(EVE)).toBeUndefined();
    expect(asked).toEqual([ANA]);
    page.befriend([ANA, BEN, EVE]);
    await host.settle();
    expect(pictureOf(EVE)).toMatchObject({ kind: "shown" });
    expect(asked).toEqual([ANA, EVE]);
  });

  it("are asked for once, by one tab, and again after a week", async () => {
    const other = openPage();
    other.befriend([ANA]);
    page.want(ANA);
    other.want(ANA);
    await host.settle();
    expect(pictureOf(ANA, other)).toEqual(pictureOf(ANA));
    expect(asked).toEqual([ANA]);
    await host.pass(6 * DAY_MS);
    page = openPage();
    page.befriend([ANA]);
    expect(await look(ANA)).toMatchObject({ kind: "shown" });
    expect(asked).toEqual([ANA]);
    await host.pass(DAY_MS);
    await look(ANA);
    expect(asked).toEqual([ANA, ANA]);
  });

  it("are none where the name has none, and go when the name does", async () => {
    names.delete(BEN);
    page.rename();
    expect(await look(BEN)).toBeUndefined();
    await look(ANA);
    names.delete(ANA);
    page.rename();
    expect(pictureOf(ANA)).toBeUndefined();
    expect(asked).toEqual([ANA]);
  });

  it("are fetched anew when their owner chose another", async () => {
    await look(ANA);
    names.set(ANA, "another");
    page.rename();
    expect(pictureOf(ANA), "the old one is not theirs any more").toBeUndefined();
    await host.settle();
    expect(pictureOf(ANA)).toEqual({ kind: "shown", url: "data:image/webp,another" });
  });

  it("say why there is none, and are tried again when that may have changed", async () => {
    problem = "picture.unreadable";
    expect(await look(ANA)).toEqual({ kind: "failed", code: "picture.unreadable" });
    for (let visit = 0; visit < 20; visit++) await look(ANA);
    expect(asked).toEqual([ANA]);
    problem = undefined;
    await host.pass(DAY_MS);
    expect(await look(ANA)).toMatchObject({ kind: "shown" });
  });

  it("are tried again within the hour when a server did not answer, and stay meanwhile", async () => {
    await look(ANA);
    await host.pass(7 * DAY_MS);
    problem = "picture.unreachable";
    expect(await look(ANA)).toMatchObject({ kind: "shown" });
    await host.pass(DAY_MS / 24);
    await look(ANA);
    expect(asked).toEqual([ANA, ANA, ANA]);
    expect(pictureOf(ANA)).toMatchObject({ kind: "shown" });
  });

  it("are off in every tab when they are turned off, and nothing of them is kept", async () => {
    const other = openPage();
    other.befriend([ANA]);
    await look(ANA);
    await look(ANA, other);
    turnTo(false);
    expect(pictureOf(ANA)).toBeUndefined();
    expect(pictureOf(ANA, other)).toBeUndefined();
    await host.settle();
    expect(await pictureStore.load(ANA)).toBeUndefined();
    expect(await look(BEN)).toBeUndefined();
    expect(asked).toEqual([ANA]);
    turnTo(true);
    await host.settle();
    expect(pictureOf(ANA)).toMatchObject({ kind: "shown" });
  });

  it("are not loaded before it is known that they may be", async () => {
    settled.setState({ ...NO_PREFERENCES, isLoaded: false });
    expect(await look(BEN)).toBeUndefined();
    settled.setState({ isLoaded: true, app: { ...NO_PREFERENCES.app, showsPictures: false } });
    expect(await look(BEN)).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it("that arrive after somebody signed out are not kept", async () => {
    const fetching = Promise.withResolvers<void>();
    turn = fetching.promise;
    await look(ANA);
    page.befriend([]);
    fetching.resolve();
    await host.settle();
    expect(asked).toEqual([ANA]);
    expect(await pictureStore.load(ANA)).toBeUndefined();
    expect(pictureOf(ANA)).toBeUndefined();
  });
});
