import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { LAUNCH_OPTIONS } from "../../tests/e2e/harness/chromium.ts";
import type { BenchedFile } from "../../tests/files-page/bench.ts";
import { type Finding, median, scenario } from "../lib/measure.ts";
import { watchMemory } from "../lib/memory.ts";
import { serveBenchSite } from "./files-site.ts";
import { weighWorker } from "./weigh-worker.ts";

const RUNS = 5;
const SIZES_MB = [1, 10, 100] as const;

type Way = "sent" | "opened";

/** MB in a second, of Parley and of the browser alone, one after the other, medians. */
async function measure(page: Page, mb: number, way: Way, file: BenchedFile, plainUrl: string) {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    if (way === "sent") {
      ours.push(await page.evaluate(() => window.files.bench.sendOurs()));
      bare.push(await page.evaluate(() => window.files.bench.sendBare()));
    } else {
      ours.push(await page.evaluate((it) => window.files.bench.openOurs(it), file));
      const plain = { ...file, url: plainUrl };
      bare.push(await page.evaluate((it) => window.files.bench.openBare(it), plain));
    }
  }
  const speed = (took: readonly number[]) => (mb * 1_000) / median(took);
  return { value: speed(ours), floor: speed(bare) };
}

async function peak(page: Page, run: () => Promise<unknown>): Promise<number> {
  const watch = await watchMemory(page, 20);
  await run();
  return watch.stop();
}

const rows = SIZES_MB.flatMap((mb) => [
  { name: `files.sent.${mb}mb`, unit: "MB/s", better: "more" },
  { name: `files.opened.${mb}mb`, unit: "MB/s", better: "more" },
]) as { name: string; unit: "MB/s"; better: "more" }[];

/** Files encrypted and sent, fetched, verified and opened, beside bare AES-GCM with a PUT or a GET. */
export const appFiles = scenario({
  rows: [
    ...rows,
    { name: "files.sent.share", unit: "%", goal: 70, better: "more" },
    { name: "files.opened.share", unit: "%", goal: 70, better: "more" },
    { name: "files.sent.100mb.memory", unit: "MB", goal: 200, better: "less" },
    { name: "files.opened.100mb.memory", unit: "MB", goal: 200, better: "less" },
    { name: "files.verifier.gzipped", unit: "kB", goal: 50, better: "less" },
  ],
  run: async (log) => {
    const site = await serveBenchSite();
    // In a private window each access to a file crosses a process.
    const folder = await mkdtemp(join(tmpdir(), "parley-bench-files-"));
    const context = await chromium.launchPersistentContext(folder, LAUNCH_OPTIONS);
    const found: Record<string, Finding> = {};
    try {
      const page = await context.newPage();
      await page.goto(site.url);
      await page.waitForFunction(() => "files" in window);
      const settings = { gatewayUrls: [site.url] };
      await page.evaluate((given) => window.files.start(given), settings);
      for (const mb of SIZES_MB) {
        log(`files of ${mb} MB`);
        await page.evaluate((bytes) => window.files.bench.make(bytes), mb * 1_000_000);
        const sealed = await page.evaluate(() => window.files.bench.seal());
        const file = { sealed, url: `ipfs://${sealed.cid}` };
        const plainUrl = `${site.url}/plain/${sealed.cid}`;
        found[`files.sent.${mb}mb`] = await measure(page, mb, "sent", file, plainUrl);
        found[`files.opened.${mb}mb`] = await measure(page, mb, "opened", file, plainUrl);
        if (mb !== 100) continue;
        const { sendOurs, sendBare, openOurs, openBare } = inPage(page, file, plainUrl);
        found["files.sent.100mb.memory"] = {
          value: await peak(page, sendOurs),
          floor: await peak(page, sendBare),
        };
        found["files.opened.100mb.memory"] = {
          value: await peak(page, openOurs),
          floor: await peak(page, openBare),
        };
      }
      found["files.sent.share"] = { value: shareOf(found["files.sent.100mb"]) };
      found["files.opened.share"] = { value: shareOf(found["files.opened.100mb"]) };
      found["files.verifier.gzipped"] = { value: await weighWorker("open.worker") };
      return found;
    } finally {
      await context.close();
      await site.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
});

function inPage(page: Page, file: BenchedFile, plainUrl: string) {
  return {
    sendOurs: () => page.evaluate(() => window.files.bench.sendOurs()),
    sendBare: () => page.evaluate(() => window.files.bench.sendBare()),
    openOurs: () => page.evaluate((it) => window.files.bench.openOurs(it), file),
    openBare: () =>
      page.evaluate((it) => window.files.bench.openBare(it), { ...file, url: plainUrl }),
  };
}

function shareOf(finding: Finding | undefined): number {
  return (100 * (finding?.value ?? 0)) / (finding?.floor ?? 1);
}
