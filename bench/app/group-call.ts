import { setTimeout as delay } from "node:timers/promises";
import type { Locator, Page } from "@playwright/test";
import { received } from "../../tests/e2e/harness/in-calls.ts";
import { barOn, crew, groupCall, tilesOn } from "../../tests/e2e/harness/in-group-calls.ts";
import type { Person } from "../../tests/e2e/harness/person.ts";
import { calls } from "../../tests/e2e/harness/words.ts";
import { cpuOf } from "../lib/cpu.ts";
import { median, scenario } from "../lib/measure.ts";
import { memoryOf } from "../lib/memory.ts";
import { withBareMesh } from "./bare-mesh.ts";
import { type BenchWorld, inBenchWorld } from "./bench-world.ts";
import { watchPictures } from "./first-picture.ts";

const JOINS = 5;
const MEASURED_MS = 20_000;
/** Pictures grow to what there is room for. */
const SETTLES_MS = 10_000;

/** What a call of four takes from one browser, and what it gives for that. */
type Load = { cpuPercent: number; residentMb: number; framesPerS: number };

async function loadOf(pages: readonly Page[], restMb: readonly number[]): Promise<Load> {
  await delay(SETTLES_MS);
  const before = await Promise.all(pages.map(tally));
  const beganAt = performance.now();
  await delay(MEASURED_MS);
  const after = await Promise.all(pages.map(tally));
  const tookS = (performance.now() - beganAt) / 1_000;
  const grown = after.map(({ residentMb }, index) => residentMb - (restMb[index] ?? 0));
  const sum = (of: (each: Tally) => number, tallies: readonly Tally[]) =>
    tallies.reduce((total, each) => total + of(each), 0);
  const spent = (of: (each: Tally) => number) => sum(of, after) - sum(of, before);
  const ways = pages.length * (pages.length - 1);
  return {
    cpuPercent: (100 * spent(({ cpuS }) => cpuS)) / tookS / pages.length,
    residentMb: median(grown),
    framesPerS: spent(({ frames }) => frames) / tookS / ways,
  };
}

type Tally = { cpuS: number; residentMb: number; frames: number };

async function tally(page: Page): Promise<Tally> {
  const [cpuS, { framesDecoded }] = [await cpuOf(page), await received(page)];
  return { cpuS, frames: framesDecoded, residentMb: await restOf(page) };
}

async function restOf(page: Page): Promise<number> {
  return (await memoryOf(page)).residentMb;
}

function joinOn({ page }: Person): Locator {
  return barOn(page).getByRole("button", { name: calls.group.join.video });
}

/** From the press on "Join" to when the last of the others has decoded a picture of who came. */
async function comeIn(dan: Person, others: readonly Person[]): Promise<number> {
  const seen = others.map(({ page }) => page.evaluate(() => window.nextPicture()));
  const pressedAt = await joinOn(dan).evaluate((button: HTMLElement) => {
    const now = performance.timeOrigin + performance.now();
    button.click();
    return now;
  });
  return Math.max(...(await Promise.all(seen))) - pressedAt;
}

async function measureOurs({ person }: BenchWorld, log: (line: string) => void) {
  const watched = async (name: string) => {
    const one = await person(name);
    await one.context.addInitScript(watchPictures);
    return one;
  };
  const people = await crew(watched, "Ana", "Ben", "Cara", "Dan");
  const [ana, ben, cara, dan] = people as [Person, Person, Person, Person];
  const pages = people.map(({ page }) => page);
  const restMb = await Promise.all(pages.map(restOf));
  await ana.page.getByRole("button", { name: calls.start.video, exact: true }).click();
  // The card that rings is over the bar; pressing says nothing of where things are.
  for (const one of [ben, cara])
    await joinOn(one).evaluate((button: HTMLElement) => button.click());
  for (const { page } of [ana, ben, cara]) await tilesOn(page).nth(2).waitFor();
  log(`the fourth comes in ${JOINS} times`);
  const joins: number[] = [];
  for (let turn = -1; turn < JOINS; turn += 1) {
    if (turn >= 0) {
      await groupCall(dan.page).getByRole("button", { name: calls.hangUp }).click();
      for (const { page } of [ana, ben, cara])
        await tilesOn(page).nth(3).waitFor({ state: "detached" });
    }
    const tookMs = await comeIn(dan, [ana, ben, cara]);
    // The first time fetches code and opens devices.
    if (turn >= 0) joins.push(tookMs);
    for (const { page } of people) await tilesOn(page).nth(3).waitFor();
  }
  log("four talk");
  return { seenMs: median(joins), load: await loadOf(pages, restMb) };
}

/** Calls of four; the floor is four pages with bare connections, each in a browser of its own as well. */
export const appGroupCall = scenario({
  rows: [
    { name: "app.call.group.fourth-is-seen.p50", unit: "ms", better: "less" },
    { name: "app.call.group.cpu-each", unit: "%", better: "less" },
    { name: "app.call.group.memory-each", unit: "MB", better: "less" },
    { name: "app.call.group.frames-a-second-each-way", unit: "count", better: "more" },
  ],
  run: async (log) => {
    const { seenMs, load } = await inBenchWorld((bench) => measureOurs(bench, log));
    log("four bare pages");
    const floor = await withBareMesh(4, restOf, loadOf);
    return {
      "app.call.group.fourth-is-seen.p50": { value: seenMs },
      "app.call.group.cpu-each": { value: load.cpuPercent, floor: floor.cpuPercent },
      "app.call.group.memory-each": { value: load.residentMb, floor: floor.residentMb },
      "app.call.group.frames-a-second-each-way": {
        value: load.framesPerS,
        floor: floor.framesPerS,
      },
    };
  },
});
