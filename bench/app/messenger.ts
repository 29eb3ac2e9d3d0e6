import type { Page } from "@playwright/test";
import { type Finding, median, scenario } from "../lib/measure.ts";
import { memoryOf } from "../lib/memory.ts";
import { type BenchWorld, inBenchWorld } from "./bench-world.ts";
import { scrollPlainLines, scrollUp } from "./frames.ts";
import { type FullInbox, fillInbox } from "./full-inbox.ts";

const SIZE = { dms: 400, groups: 600, messages: 50_000 };
const REPEATS = 5;
const PAGE = 50n;
const RELEASED_MS = 1_000;
/** The group that came from the archive is called so. */
const LONG = "group 0";
/** What a page that was just opened still does by itself: the rest of the list, threads kept ready. */
const SETTLED_MS = 6_000;

type Opened = { list: Finding; caughtUp: Finding; atOnce: Finding };

/** Comes back to a browser that runs, with something that was said meanwhile. */
async function measureOpening(bench: BenchWorld, full: FullInbox): Promise<Opened> {
  const { ana, raw, friendWrites } = full;
  const lists: number[] = [];
  const caughtUps: number[] = [];
  const atOnces: number[] = [];
  const rawLists: number[] = [];
  const rawCaughtUps: number[] = [];
  for (let turn = 0; turn < REPEATS; turn += 1) {
    const news = `news, the ${turn}th time`;
    await ana.page.goto("about:blank");
    await friendWrites(news);
    await ana.page.goto("/", { waitUntil: "commit" });
    lists.push(await ana.page.evaluate(firstRow));
    caughtUps.push(await ana.page.evaluate(inList, news));
    rawLists.push(await comeBackRaw(bench, full));
    rawCaughtUps.push(await raw.evaluate(syncedAt));

    await ana.page.goto("/", { waitUntil: "commit" });
    await ana.page.evaluate(firstRow);
    atOnces.push(await ana.page.evaluate(openFarRow, 100));
  }
  return {
    list: { value: median(lists), floor: median(rawLists) },
    caughtUp: { value: median(caughtUps), floor: median(rawCaughtUps) },
    // The SDK has no conversation to open before it has its list.
    atOnce: { value: median(atOnces), floor: median(rawLists) },
  };
}

function firstRow(): Promise<number> {
  return window.whenThere(() => document.querySelector("nav [data-thread]"));
}

function inList(text: string): Promise<number> {
  return window.whenThere(() => document.querySelector("nav")?.textContent.includes(text));
}

async function comeBackRaw({ apiUrl }: BenchWorld, { raw, privateKey }: FullInbox) {
  // The SDK takes a database in memory, and says nothing, while the page before still has its files.
  const url = raw.url();
  await raw.goto("about:blank");
  await raw.waitForTimeout(RELEASED_MS);
  await raw.goto(url, { waitUntil: "commit" });
  await raw.waitForFunction(() => window.raw !== undefined, undefined, { polling: 1 });
  const network = { apiUrl, privateKey };
  return raw.evaluate((given) => window.raw.returningSignIn(given), network);
}

/** Runs in the raw SDK's page: when everything new is there, in ms since the navigation. */
async function syncedAt(): Promise<number> {
  await window.raw.syncAll();
  return performance.now();
}

/**
 * Runs in the page: scrolls the list to a row and opens it; the milliseconds from the click until its
 * messages are painted. Rows beyond the end are the last one.
 */
async function openFarRow(index: number): Promise<number> {
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const rows = () => [...document.querySelectorAll<HTMLElement>("nav [data-thread]")];
  const list = rows()[0]?.closest("nav");
  list?.scrollTo(0, index * 68);
  for (let frame = 0; frame < 3; frame += 1) await nextFrame();
  const place = (row: HTMLElement) => Number(row.closest("li")?.dataset.index);
  const wanted = rows()
    .sort((a, b) => place(a) - place(b))
    .find((row) => place(row) >= index);
  const startedAt = performance.now();
  (wanted ?? rows().at(-1))?.click();
  await window.whenThere(() => document.querySelector("[data-message]"));
  await nextFrame();
  await new Promise((resolve) => setTimeout(resolve));
  return performance.now() - startedAt;
}

/** Opens the long conversation in a page where nobody did before. */
async function measureLong(page: Page, raw: Page): Promise<Finding> {
  const values: number[] = [];
  const floors: number[] = [];
  for (let turn = 0; turn < REPEATS; turn += 1) {
    await page.goto("/");
    await page.evaluate(firstRow);
    await page.waitForTimeout(SETTLED_MS);
    values.push(await page.evaluate(openFarRow, SIZE.dms + SIZE.groups - 1));
    floors.push(
      await raw.evaluate(([name, limit]) => window.raw.openGroup(name, limit), [
        LONG,
        PAGE,
      ] as const),
    );
  }
  return { value: median(values), floor: median(floors) };
}

/** A full inbox; the floors are the raw SDK with the same one, and a page of plain lines. */
export const messenger = scenario({
  rows: [
    { name: "messenger.open-1000.list", unit: "ms", goal: 800, better: "less" },
    { name: "messenger.open-1000.caught-up", unit: "ms", better: "less" },
    { name: "messenger.open-1000.thread-at-once", unit: "ms", goal: 1_000, better: "less" },
    { name: "messenger.thread-50000.first-paint", unit: "ms", goal: 300, better: "less" },
    { name: "messenger.thread-50000.frames-in-time", unit: "%", goal: 95, better: "more" },
    { name: "messenger.thread-50000.longest-frame", unit: "ms", better: "less" },
    { name: "messenger.memory.heap", unit: "MB", goal: 100, better: "less" },
    { name: "messenger.memory.resident", unit: "MB", better: "less" },
  ],
  run: (log) =>
    inBenchWorld(async (bench) => {
      log(`${SIZE.dms + SIZE.groups} conversations begin; this takes minutes`);
      const full = await fillInbox(bench, SIZE);
      log(`coming back, ${REPEATS} times`);
      const opening = await measureOpening(bench, full);
      const { page } = full.ana;
      log(`opening ${SIZE.messages} messages, ${REPEATS} times`);
      const long = await measureLong(page, full.raw);
      log("scrolling through them");
      const frames = await scrollUp(page, '[role="log"]');
      const [ours, theirs] = [await memoryOf(page), await memoryOf(full.raw)];
      const plain = await scrollPlainLines(await full.ana.context.newPage());
      return {
        "messenger.open-1000.list": opening.list,
        "messenger.open-1000.caught-up": opening.caughtUp,
        "messenger.open-1000.thread-at-once": opening.atOnce,
        "messenger.thread-50000.first-paint": long,
        "messenger.thread-50000.frames-in-time": {
          value: frames.inTimePercent,
          floor: plain.inTimePercent,
        },
        "messenger.thread-50000.longest-frame": {
          value: frames.longestMs,
          floor: plain.longestMs,
        },
        "messenger.memory.heap": { value: ours.heapMb, floor: theirs.heapMb },
        "messenger.memory.resident": { value: ours.residentMb, floor: theirs.residentMb },
      };
    }),
});
