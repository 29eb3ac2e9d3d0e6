import type { BrowserContext, Page } from "@playwright/test";
import { generatePrivateKey } from "viem/accounts";
import { createHeadlessClient, type HeadlessClient } from "../../local-stack/testing/index.ts";
import { composerOf, say, signIn, writeTo } from "../../tests/e2e/harness/at-parley.ts";
import { type Finding, median, scenario } from "../lib/measure.ts";
import { type BenchWorld, inBenchWorld } from "./bench-world.ts";

const REPEATS = 5;

/** How a tab ends; resolves when it has. */
type Ending = (page: Page) => Promise<unknown>;

const close: Ending = (page) => page.close();

/** The browser ends the tab's process: nothing in it gets to run any more. */
const crash: Ending = async (page) => {
  const ended = page.waitForEvent("crash");
  await page.goto("chrome://crash").catch(() => undefined);
  await ended;
  await page.close();
};

/** Writes in a tab; when (epoch milliseconds) it is on the screen as sent, not only as written. */
async function sentAt(page: Page, text: string): Promise<number> {
  await say({ page }, text);
  return page.evaluate(async (words) => {
    const isSent = () =>
      [...document.querySelectorAll('[role="log"] [role="article"], [role="log"] article')].some(
        ({ textContent }) => textContent?.includes(words) && textContent.includes("Sent"),
      );
    return performance.timeOrigin + (await window.whenThere(isSent));
  }, text);
}

/**
 * From the end of the leading tab until what is written in the next one thereafter has been sent: it
 * leads, has a client, and the client does its work.
 */
async function measureOurs(bench: BenchWorld, peer: HeadlessClient, end: Ending): Promise<number> {
  const ana = await bench.person("Ana");
  await ana.open("/");
  await signIn(ana);
  await writeTo(ana, peer.address);
  const openTab = async () => {
    const page = await ana.context.newPage();
    await page.goto(`/dm/${peer.address}`);
    await composerOf(page, peer.address).waitFor();
    await sentAt(page, `opened ${crypto.randomUUID()}`);
    return page;
  };
  const values: number[] = [];
  let leader = ana.page;
  await sentAt(leader, "first");
  for (let turn = 0; turn < REPEATS; turn += 1) {
    const next = await openTab();
    const startedAt = Date.now();
    await end(leader);
    values.push((await sentAt(next, `handed over ${turn}`)) - startedAt);
    leader = next;
  }
  await ana.close();
  return median(values);
}

/** The least that it takes: a Web Lock passes over, and the SDK opens its client and sends. */
async function measureRaw(bench: BenchWorld, peer: HeadlessClient, end: Ending): Promise<number> {
  const network = { apiUrl: bench.apiUrl, privateKey: generatePrivateKey() };
  let leader = await bench.rawPage();
  const context: BrowserContext = leader.context();
  const url = leader.url();
  await leader.evaluate((given) => window.raw.firstSignIn(given), network);
  await leader.evaluate((to) => window.raw.sendText(to, "first"), peer.address);
  await leader.evaluate(() => window.raw.takeTurn());
  const values: number[] = [];
  for (let turn = 0; turn < REPEATS; turn += 1) {
    const next = await context.newPage();
    await next.goto(url);
    const text = `handed over ${turn}`;
    const sent = next.evaluate(
      async ([given, to, words]) => {
        await window.raw.takeTurn();
        await window.raw.returningSignIn(given);
        await window.raw.sendText(to, words);
        return performance.timeOrigin + performance.now();
      },
      [network, peer.address, text] as const,
    );
    const startedAt = Date.now();
    await end(leader);
    values.push((await sent) - startedAt);
    leader = next;
  }
  await context.close();
  return median(values);
}

/** How long a profile is without a leading tab; the floors are a Web Lock and the raw SDK alone. */
export const devicesHandOver = scenario({
  rows: [
    { name: "devices.hand-over.closed", unit: "ms", goal: 1_000, better: "less" },
    { name: "devices.hand-over.crashed", unit: "ms", goal: 1_000, better: "less" },
  ],
  run: (log) =>
    inBenchWorld(async (bench) => {
      const peer = await createHeadlessClient({ url: bench.apiUrl });
      const measure = async (end: Ending): Promise<Finding> => ({
        value: await measureOurs(bench, peer, end),
        floor: await measureRaw(bench, peer, end),
      });
      log(`the leading tab is closed, ${REPEATS} times`);
      const closed = await measure(close);
      log(`the leading tab crashes, ${REPEATS} times`);
      const crashed = await measure(crash);
      peer.close();
      return { "devices.hand-over.closed": closed, "devices.hand-over.crashed": crashed };
    }),
});
