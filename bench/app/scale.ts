import type { Page } from "@playwright/test";
import { generatePrivateKey, privateKeyToAddress } from "viem/accounts";
import { addressOf, signIn } from "../../tests/e2e/harness/at-parley.ts";
import type { Person } from "../../tests/e2e/harness/person.ts";
import { type Finding, median, scenario } from "../lib/measure.ts";
import { type BenchWorld, inBenchWorld } from "./bench-world.ts";
import { crowdWritesTo, writeMany } from "./crowd.ts";

const CONVERSATIONS = 200;
const MESSAGES = 5000;
const RESTARTS = 3;
const SCROLL_MS = 3000;
const LONG_FRAME_MS = 50;
const SLOW_MS = 180_000;

const firstRow = () => window.whenThere(() => document.querySelector("[data-thread]"));

/** A person whose inbox waits for 200 conversations, and then restarts with them. */
async function measureCrowd(bench: BenchWorld): Promise<{ waiting: Finding; restart: Finding }> {
  const { person, apiUrl } = bench;
  const ana = await person("Ana");
  await ana.open("/");
  await signIn(ana);
  const rawKey = generatePrivateKey();
  const raw = await openRaw(bench, rawKey);
  await ana.page.goto("about:blank");
  await crowdWritesTo(addressOf(ana), { apiUrl, count: CONVERSATIONS });
  await crowdWritesTo(privateKeyToAddress(rawKey), { apiUrl, count: CONVERSATIONS });

  await ana.page.goto("/", { waitUntil: "commit" });
  const firstRowMs = await ana.page.evaluate(firstRow);
  await ana.page.evaluate(allRows, CONVERSATIONS);
  const rawSyncMs = await raw.evaluate(() => window.raw.syncAll());

  const restarts: number[] = [];
  const rawRestarts: number[] = [];
  for (let turn = 0; turn < RESTARTS; turn += 1) {
    restarts.push(await restartOf(ana));
    await raw.reload({ waitUntil: "commit" });
    await raw.waitForFunction(() => window.raw !== undefined, undefined, { polling: 1 });
    const network = { apiUrl, privateKey: rawKey };
    rawRestarts.push(await raw.evaluate((given) => window.raw.returningSignIn(given), network));
  }
  await raw.context().close();
  return {
    waiting: { value: firstRowMs, floor: rawSyncMs },
    restart: { value: median(restarts), floor: median(rawRestarts) },
  };
}

async function openRaw({ rawPage, apiUrl }: BenchWorld, privateKey: `0x${string}`) {
  const page = await rawPage();
  page.setDefaultTimeout(SLOW_MS);
  await page.evaluate((given) => window.raw.firstSignIn(given), { apiUrl, privateKey });
  return page;
}

/** Runs in the page: the list says how many rows it has, though it draws only those in view. */
function allRows(count: number): Promise<number> {
  const list = () => document.querySelector("nav [data-thread]")?.closest("ul, ol");
  return window.whenThere(() => (list()?.getBoundingClientRect().height ?? 0) >= count * 60);
}

async function restartOf(ana: Person): Promise<number> {
  await ana.restartBrowser();
  await ana.page.goto("/", { waitUntil: "commit" });
  return ana.page.evaluate(firstRow);
}

/** Opens a thread of 5,000 from the list and scrolls through it. */
async function measureThread(bench: BenchWorld): Promise<{ open: Finding; longFrames: Finding }> {
  const { person, apiUrl } = bench;
  const ana = await person("Ana");
  await ana.open("/");
  await signIn(ana);
  const rawKey = generatePrivateKey();
  const raw = await openRaw(bench, rawKey);
  const writers = [
    await writeMany(addressOf(ana), { apiUrl, count: MESSAGES }),
    await writeMany(privateKeyToAddress(rawKey), { apiUrl, count: MESSAGES }),
  ];
  for (const writer of writers) writer.close();
  await raw.evaluate(() => window.raw.syncAll());
  const rawMs = await raw.evaluate(() => window.raw.openThread(50n));
  await raw.context().close();

  const lastText = `line ${MESSAGES - 1} of a long conversation`;
  await ana.page.getByText(lastText).first().waitFor({ timeout: SLOW_MS });
  // Only a thread that was never opened in this page is opened anew.
  await ana.page.reload();
  await ana.page.getByText(lastText).first().waitFor();
  await ana.page.waitForLoadState("load");
  const openMs = await ana.page.evaluate(async () => {
    const startedAt = performance.now();
    document.querySelector<HTMLElement>("[data-thread]")?.click();
    const shownAt = await window.whenThere(() => document.querySelector("[data-message]"));
    return shownAt - startedAt;
  });
  const longFrames = await countLongFrames(ana.page);
  return { open: { value: openMs, floor: rawMs }, longFrames: { value: longFrames } };
}

/** Frames longer than 50 ms while the thread scrolls up for three seconds. */
function countLongFrames(page: Page): Promise<number> {
  return page.evaluate(
    async ([scrollMs, longMs]) => {
      const log = document.querySelector('[role="log"]');
      const startedAt = performance.now();
      let longFrames = 0;
      let before = startedAt;
      while (before - startedAt < scrollMs) {
        log?.scrollBy(0, -120);
        const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
        if (now - before > longMs) longFrames += 1;
        before = now;
      }
      return longFrames;
    },
    [SCROLL_MS, LONG_FRAME_MS] as const,
  );
}

/** What a full inbox costs; the floors are the raw SDK with the same inbox. */
export const appScale = scenario({
  rows: [
    { name: "app.waiting-200.first-row", unit: "ms", goal: 800, better: "less" },
    { name: "app.restart-200.list", unit: "ms", goal: 400, better: "less" },
    { name: "app.thread-5000.first-bubble", unit: "ms", goal: 150, better: "less" },
    { name: "app.thread-5000.long-frames", unit: "count", goal: 0, better: "less" },
  ],
  run: (log) =>
    inBenchWorld(async (bench) => {
      log(`${CONVERSATIONS} people write; this takes minutes`);
      const { waiting, restart } = await measureCrowd(bench);
      log(`somebody writes ${MESSAGES} messages; this takes minutes`);
      const { open, longFrames } = await measureThread(bench);
      return {
        "app.waiting-200.first-row": waiting,
        "app.restart-200.list": restart,
        "app.thread-5000.first-bubble": open,
        "app.thread-5000.long-frames": longFrames,
      };
    }),
});
