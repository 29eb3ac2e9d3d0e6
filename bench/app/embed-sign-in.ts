import type { Frame, Page } from "@playwright/test";
import { pageWithTag } from "../../tests/e2e/harness/host-sites.ts";
import { connectWallet, tell } from "../../tests/e2e/harness/in-dapps.ts";
import { WALLET_NAME } from "../../tests/e2e/harness/page-wallet.ts";
import { landing, wallet } from "../../tests/e2e/harness/words.ts";
import { median, scenario } from "../lib/measure.ts";
import { type BenchWorld, inBenchWorld } from "./bench-world.ts";

const REPEATS = 5;

type Words = { signIn: string; wallet: string; sign: string };

/** Presses every button as it appears; when (epoch milliseconds) the inbox can be used. */
function pressThrough(frame: Frame | Page, words: Words): Promise<number> {
  return frame.evaluate(async ({ signIn, wallet: chosen, sign }) => {
    const button = (text: string) =>
      [...document.querySelectorAll("button")].find(
        (found) =>
          !found.disabled && (found.textContent?.includes(text) || found.ariaLabel === text),
      );
    for (const text of [signIn, chosen, sign]) {
      await window.whenThere(() => button(text));
      button(text)?.click();
    }
    return performance.timeOrigin + (await window.whenThere(() => button("Write to somebody")));
  }, words);
}

const WORDS = { signIn: landing.signIn, sign: wallet.explain.action };

/** From the wish to open the panel, in a browser that never saw Parley, to an inbox that can be used. */
async function inPage({ person, world }: BenchWorld): Promise<number> {
  const { hosts, appUrl } = world;
  const ana = await person("Ana", { embedded: "apart" });
  const { page } = ana;
  hosts.put("/", pageWithTag(appUrl));
  await page.goto(hosts.origin("one"));
  await connectWallet(page);
  await page.waitForLoadState("networkidle");
  const startedAt = await page.evaluate(() => performance.timeOrigin + performance.now());
  await tell(page, "open");
  const frame = await frameOf(page, appUrl);
  const lent = wallet.choose.lent.replace("{site}", new URL(page.url()).host);
  const endedAt = await pressThrough(frame, { ...WORDS, wallet: lent });
  await ana.close();
  return endedAt - startedAt;
}

async function frameOf(page: Page, appUrl: string): Promise<Frame> {
  const find = () => page.frames().find((frame) => frame.url().startsWith(appUrl));
  return find() ?? page.waitForEvent("framenavigated", (frame) => frame === find());
}

/** From the navigation to Parley itself, the rest the same. */
async function inParley({ person }: BenchWorld): Promise<number> {
  const ana = await person("Ana");
  const { page } = ana;
  await page.goto("/", { waitUntil: "commit" });
  const startedAt = await page.evaluate(() => performance.timeOrigin);
  const endedAt = await pressThrough(page, { ...WORDS, wallet: WALLET_NAME });
  await ana.close();
  return endedAt - startedAt;
}

/** A first sign-in with the wallet that the page lends; the floor is the same one in Parley itself. */
export const appEmbedSignIn = scenario({
  rows: [{ name: "embed.sign-in", unit: "ms", better: "less" }],
  run: (log) =>
    inBenchWorld(async (bench) => {
      log(`signing in with a page's wallet, ${REPEATS} times`);
      const values: number[] = [];
      const floors: number[] = [];
      for (let turn = 0; turn < REPEATS; turn += 1) {
        values.push(await inPage(bench));
        floors.push(await inParley(bench));
      }
      return { "embed.sign-in": { value: median(values), floor: median(floors) } };
    }),
});
