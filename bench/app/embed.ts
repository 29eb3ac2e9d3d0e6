import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { pageWithTag } from "../../tests/e2e/harness/host-sites.ts";
import { type Finding, median, scenario } from "../lib/measure.ts";
import { type BenchWorld, inBenchWorld } from "./bench-world.ts";
import { weigh } from "./weight.ts";

const REPEATS = 5;
/** A page that has loaded and does nothing more is still, at the latest, after this. */
const SETTLED_MS = 500;

type HostWindow = { parley(...told: unknown[]): void; told: { name: string }[] };

/** In a browser that never saw them: `visit` opens a page of another site and waits until it is still. */
async function inHost<Result>(
  { browser, world }: BenchWorld,
  html: string,
  task: (page: Page, visit: () => Promise<void>) => Promise<Result>,
): Promise<Result> {
  world.hosts.put("/", html);
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    return await task(page, async () => {
      await page.goto(world.hosts.origin("one"));
      await page.waitForLoadState("networkidle");
    });
  } finally {
    await context.close();
  }
}

async function weighLoader({ world }: BenchWorld): Promise<Finding> {
  const script = await (await fetch(`${world.appUrl}/embed.js`)).text();
  return { value: gzipSync(script).length / 1000 };
}

/** All scripts of the frame before anybody signs in; the floor is a page of the build with nothing on it. */
async function weighPanel(bench: BenchWorld): Promise<Finding> {
  const { browser, world } = bench;
  const panel = await inHost(bench, pageWithTag(world.appUrl), async (page, visit) => {
    await visit();
    const bodies: Promise<Buffer>[] = [];
    page.on("response", (response) => {
      const isOfPanel = response.frame().parentFrame() !== null;
      if (isOfPanel && response.request().resourceType() === "script") bodies.push(response.body());
    });
    await page.evaluate(openUntilReady);
    await page.frames()[1]?.waitForLoadState("networkidle");
    const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length);
    return sizes.reduce((sum, size) => sum + size, 0) / 1000;
  });
  const context = await browser.newContext();
  const empty = await weigh(await context.newPage(), world.appUrl, "/nothing-here");
  await context.close();
  return { value: panel, floor: empty.scriptKb };
}

/** Runs in the host: the milliseconds from the wish to open until the panel can be seen. */
function openUntilReady(): Promise<number> {
  const { parley } = window as unknown as HostWindow;
  return new Promise((resolve) => {
    const startedAt = performance.now();
    parley("on", "ready", () => resolve(performance.now() - startedAt));
    parley("open");
  });
}

/** Runs in the host: the milliseconds until a frame with an empty page has loaded. */
function loadEmptyFrame(url: string): Promise<number> {
  return new Promise((resolve) => {
    const frame = document.createElement("iframe");
    const startedAt = performance.now();
    frame.onload = () => resolve(performance.now() - startedAt);
    frame.src = url;
    document.body.append(frame);
  });
}

async function measureOpening(bench: BenchWorld): Promise<Finding> {
  const { appUrl, hosts } = bench.world;
  hosts.put("/empty", "<!doctype html><title>Empty</title>");
  const values: number[] = [];
  const floors: number[] = [];
  const html = pageWithTag(appUrl);
  for (let turn = 0; turn < REPEATS; turn += 1) {
    values.push(
      await inHost(bench, html, async (page, visit) => {
        await visit();
        return page.evaluate(openUntilReady);
      }),
    );
    floors.push(
      await inHost(bench, html, async (page, visit) => {
        await visit();
        return page.evaluate(loadEmptyFrame, `${hosts.origin("two")}/empty`);
      }),
    );
  }
  return { value: median(values), floor: median(floors) };
}

type Effect = { mainThreadMs: number; longTasks: number; layoutShift: number };

/** What a page's main thread did until it was still, and then what moved in it as `act` was done. */
async function effectOn(
  bench: BenchWorld,
  html: string,
  act: (page: Page) => Promise<unknown>,
): Promise<Effect> {
  return inHost(bench, html, async (page, visit) => {
    const session = await page.context().newCDPSession(page);
    // What it computed, not how long a busy machine made it wait.
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    await visit();
    await page.evaluate(observe);
    await page.waitForTimeout(SETTLED_MS);
    const { metrics } = await session.send("Performance.getMetrics");
    const seconds = metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0;
    const longTasks = await page.evaluate(() => window.seen.longtask.length);
    await act(page);
    await page.waitForTimeout(SETTLED_MS);
    const shifts = await page.evaluate(() => window.seen["layout-shift"]);
    return {
      mainThreadMs: seconds * 1000,
      longTasks,
      layoutShift: shifts.reduce((sum, shift) => sum + shift, 0),
    };
  });
}

type Seen = Record<"longtask" | "layout-shift", number[]>;

declare global {
  interface Window {
    seen: Seen;
  }
}

/** Runs in the host: notes each long task, in milliseconds, and each shift of the layout, from the start. */
function observe(): void {
  const seen: Seen = { longtask: [], "layout-shift": [] };
  window.seen = seen;
  const note = (type: keyof Seen, read: (entry: PerformanceEntry) => number) =>
    new PerformanceObserver((list) => seen[type].push(...list.getEntries().map(read))).observe({
      type,
      buffered: true,
    });
  note("longtask", ({ duration }) => duration);
  note("layout-shift", (entry) => (entry as PerformanceEntry & { value: number }).value);
}

async function measureEffect(bench: BenchWorld): Promise<Record<keyof Effect, Finding>> {
  const withTag = pageWithTag(bench.world.appUrl);
  const without = withTag.replace(/<script async.*<\/script>/, "");
  if (without === withTag) throw new Error("The page without the tag has it");
  const ours: Effect[] = [];
  const floors: Effect[] = [];
  for (let turn = 0; turn < REPEATS; turn += 1) {
    ours.push(await effectOn(bench, withTag, (page) => page.evaluate(openUntilReady)));
    floors.push(await effectOn(bench, without, async () => {}));
  }
  const finding = (of: keyof Effect): Finding => ({
    value: median(ours.map((each) => each[of])),
    floor: median(floors.map((each) => each[of])),
  });
  return {
    mainThreadMs: finding("mainThreadMs"),
    longTasks: finding("longTasks"),
    layoutShift: finding("layoutShift"),
  };
}

/** Parley in another site's page: what it weighs, how soon it is there, what it does to that page. */
export const appEmbed = scenario({
  rows: [
    { name: "embed.loader", unit: "kB", goal: 5, better: "less" },
    { name: "embed.panel.javascript", unit: "kB", goal: 200, better: "less" },
    { name: "embed.open", unit: "ms", better: "less" },
    { name: "embed.host.main-thread", unit: "ms", better: "less" },
    { name: "embed.host.long-tasks", unit: "count", goal: 0, better: "less" },
    { name: "embed.host.layout-shift", unit: "count", goal: 0, better: "less" },
  ],
  run: (log) =>
    inBenchWorld(async (bench) => {
      log("weighing the loader and the panel");
      const [loader, panel] = [await weighLoader(bench), await weighPanel(bench)];
      log(`opening the panel, ${REPEATS} times`);
      const open = await measureOpening(bench);
      log(`what the page around it notices, ${REPEATS} times`);
      const effect = await measureEffect(bench);
      return {
        "embed.loader": loader,
        "embed.panel.javascript": panel,
        "embed.open": open,
        "embed.host.main-thread": effect.mainThreadMs,
        "embed.host.long-tasks": effect.longTasks,
        "embed.host.layout-shift": effect.layoutShift,
      };
    }),
});
