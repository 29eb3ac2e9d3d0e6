import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { scenario } from "../lib/measure.ts";
import { inBenchWorld } from "./bench-world.ts";

type Weight = { scriptKb: number; thirdParties: number };

/** What a visit to `path` loads before anybody signs in: scripts gzipped, wasm apart. */
export async function weigh(page: Page, appUrl: string, path: string): Promise<Weight> {
  const scripts = new Map<string, Buffer>();
  let thirdParties = 0;
  page.on("request", (request) => {
    if (!request.url().startsWith(appUrl) && request.url().startsWith("http")) thirdParties += 1;
  });
  page.on("response", async (response) => {
    if (response.request().resourceType() !== "script") return;
    scripts.set(response.url(), await response.body());
  });
  await page.goto(`${appUrl}${path}`);
  await page.waitForLoadState("networkidle");
  const bytes = [...scripts.values()].reduce((sum, body) => sum + gzipSync(body).length, 0);
  return { scriptKb: bytes / 1000, thirdParties };
}

/** JavaScript before the sign-in; the floor is a page of the same build with nothing on it. */
export const appWeight = scenario({
  rows: [
    { name: "app.first-load.javascript", unit: "kB", goal: 200, better: "less" },
    { name: "app.first-load.third-parties", unit: "count", goal: 0, better: "less" },
  ],
  run: (log) =>
    inBenchWorld(async ({ browser, world }) => {
      log("weighing the landing page");
      const weighed = async (path: string) => {
        const context = await browser.newContext();
        const weight = await weigh(await context.newPage(), world.appUrl, path);
        await context.close();
        return weight;
      };
      const landing = await weighed("/");
      const empty = await weighed("/nothing-here");
      return {
        "app.first-load.javascript": { value: landing.scriptKb, floor: empty.scriptKb },
        "app.first-load.third-parties": { value: landing.thirdParties, floor: empty.thirdParties },
      };
    }),
});
