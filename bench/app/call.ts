import { setTimeout as delay } from "node:timers/promises";
import type { BrowserContext, Page } from "@playwright/test";
import { bundleCallsPage } from "../../tests/calls-page/bundle.ts";
import { openTwoSides } from "../../tests/calls-page/two-sides.ts";
import { addressOf, short } from "../../tests/e2e/harness/at-parley.ts";
import { callWith, ringOf } from "../../tests/e2e/harness/in-calls.ts";
import type { Person } from "../../tests/e2e/harness/person.ts";
import { twoFriends } from "../../tests/e2e/harness/two-friends.ts";
import { calls } from "../../tests/e2e/harness/words.ts";
import { median, scenario } from "../lib/measure.ts";
import { type BenchWorld, inBenchWorld } from "./bench-world.ts";
import { watchPictures } from "./first-picture.ts";

const CALLS = 7;
/** What is said in a conversation goes out by it. */
const PUBLISH = "**/SendGroupMessages";

/** Two people whose first pictures can be waited for. */
const friends = ({ person }: BenchWorld) =>
  twoFriends(person, {
    prepare: async ({ context }) => void (await context.addInitScript(watchPictures)),
    says: "warm-up",
  });

/** Nobody presses a button sooner that has just come. */
const RINGS_MS = 1_000;

/** One call that is taken: from the press on "accept" there to the first picture here. */
async function callOnce(ana: Person, ben: Person): Promise<number> {
  await ana.page.getByRole("button", { name: calls.start.video, exact: true }).click();
  const accept = ringOf(ben.page, short(addressOf(ana))).getByRole("button", {
    name: calls.accept.video,
  });
  await accept.waitFor();
  await delay(RINGS_MS);
  const seen = ana.page.evaluate(() => window.nextPicture());
  const pressedAt = await accept.evaluate((button: HTMLElement) => {
    const now = performance.timeOrigin + performance.now();
    button.click();
    return now;
  });
  const tookMs = (await seen) - pressedAt;
  const atAna = callWith(ana.page, short(addressOf(ben)));
  await atAna.getByRole("button", { name: calls.hangUp }).click();
  for (const { page } of [ana, ben]) {
    await page.getByText(calls.ended["hung-up"]).waitFor();
  }
  return tookMs;
}

async function measureOurs(ana: Person, ben: Person): Promise<number[]> {
  const samples: number[] = [];
  for (let turn = 0; turn < CALLS; turn += 1) samples.push(await callOnce(ana, ben));
  return samples;
}

async function measureFloor({ browser }: BenchWorld, delayMs: number): Promise<number[]> {
  const site = await bundleCallsPage();
  const sides = await openTwoSides(site, { caller: { browser }, callee: { browser }, delayMs });
  const { caller, callee } = sides;
  const until = (page: Page, kind: string) =>
    page.evaluate((wanted) => window.side.untilKind(wanted), kind);
  const samples: number[] = [];
  try {
    for (let turn = -1; turn < CALLS; turn += 1) {
      await caller.evaluate(() => window.side.place("video"));
      await until(callee, "incoming");
      await delay(RINGS_MS);
      const seen = caller.evaluate(() => window.side.firstPicture());
      const pressedAt = await callee.evaluate(() => window.side.accept("video"));
      const tookMs = (await seen) - pressedAt;
      if (turn >= 0) samples.push(tookMs);
      await caller.evaluate(() => window.side.hangUp());
      for (const page of [caller, callee]) await until(page, "ended");
    }
  } finally {
    await sides.close();
    await site.close();
  }
  return samples;
}

/** Everything that is said in conversations from there, so much later. */
async function delayMessages(context: BrowserContext, delayMs: number): Promise<void> {
  await context.route(PUBLISH, async (route) => {
    await delay(delayMs);
    await route.continue();
  });
}

async function measure(bench: BenchWorld, log: (line: string) => void) {
  const [ana, ben] = await friends(bench);
  // The first call fetches code and opens devices.
  await callOnce(ana, ben);
  let messages = 0;
  for (const { context } of [ana, ben]) {
    context.on("request", (request) => {
      if (request.url().endsWith("/SendGroupMessages")) messages += 1;
    });
  }
  log(`${CALLS} calls between two browsers`);
  const soon = await measureOurs(ana, ben);
  const perCall = messages / CALLS;
  log("the same, each message 300 ms late");
  for (const { context } of [ana, ben]) await delayMessages(context, 300);
  const late = await measureOurs(ana, ben);
  log("the same two peers with a channel in memory");
  const [soonFloor, lateFloor] = [await measureFloor(bench, 0), await measureFloor(bench, 300)];
  return { soon, late, soonFloor, lateFloor, perCall };
}

/** Calls in the app; the floor is the same code of calls, with signals that cross by memory. */
export const appCall = scenario({
  rows: [
    { name: "app.call.first-picture.p50", unit: "ms", goal: 500, better: "less" },
    { name: "app.call.first-picture-300-ms-away.p50", unit: "ms", goal: 1_000, better: "less" },
    { name: "app.call.messages", unit: "count", goal: 4, better: "less" },
  ],
  run: (log) =>
    inBenchWorld(async (bench) => {
      const { soon, late, soonFloor, lateFloor, perCall } = await measure(bench, log);
      return {
        "app.call.first-picture.p50": { value: median(soon), floor: median(soonFloor) },
        "app.call.first-picture-300-ms-away.p50": { value: median(late), floor: median(lateFloor) },
        "app.call.messages": { value: perCall },
      };
    }),
});
