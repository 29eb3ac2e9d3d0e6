import type { Page } from "@playwright/test";
import { generatePrivateKey } from "viem/accounts";
import { createHeadlessClient } from "../../local-stack/testing/index.ts";
import { addressOf, openFromList, signIn } from "../../tests/e2e/harness/at-parley.ts";
import { WALLET_NAME } from "../../tests/e2e/harness/page-wallet.ts";
import { type Finding, median, scenario } from "../lib/measure.ts";
import { type BenchWorld, inBenchWorld } from "./bench-world.ts";

const REPEATS = 5;

/** Choice of the wallet → an inbox that can be used, every button pressed as it appears. */
function pressThrough(page: Page): Promise<number> {
  return page.evaluate(async (walletName) => {
    const button = (words: string) =>
      [...document.querySelectorAll("button")].find(
        (found) => found.textContent?.includes(words) || found.ariaLabel === words,
      );
    button("Sign in with your wallet")?.click();
    await window.whenThere(() => button(walletName));
    const startedAt = performance.now();
    button(walletName)?.click();
    await window.whenThere(() => button("Sign to start"));
    button("Sign to start")?.click();
    return (await window.whenThere(() => button("Write to somebody"))) - startedAt;
  }, WALLET_NAME);
}

async function measureFirst({ person, rawPage, apiUrl }: BenchWorld): Promise<Finding> {
  const values: number[] = [];
  const floors: number[] = [];
  for (let turn = 0; turn < REPEATS; turn += 1) {
    const ana = await person("Ana");
    await ana.open("/");
    await ana.page.waitForLoadState("networkidle");
    values.push(await pressThrough(ana.page));
    await ana.close();

    const page = await rawPage();
    const network = { apiUrl, privateKey: generatePrivateKey() };
    floors.push(await page.evaluate((given) => window.raw.firstSignIn(given), network));
    await page.context().close();
  }
  return { value: median(values), floor: median(floors) };
}

async function measureReturning({ person, rawPage, apiUrl }: BenchWorld): Promise<Finding> {
  const ana = await person("Ana");
  await ana.open("/");
  await signIn(ana);
  const peer = await createHeadlessClient({ url: apiUrl });
  await peer.sendText(addressOf(ana), "hello");
  await openFromList(ana, peer.address);
  await ana.open("/");
  const listed = () => window.whenThere(() => document.querySelector("[data-thread]"));
  await ana.page.evaluate(listed);
  const values: number[] = [];
  for (let turn = 0; turn < REPEATS; turn += 1) {
    await ana.page.reload({ waitUntil: "commit" });
    values.push(await ana.page.evaluate(listed));
    // The stream never lets the network idle; each turn begins from a page that has loaded.
    await ana.page.waitForLoadState("load");
  }

  const page = await rawPage();
  const network = { apiUrl, privateKey: generatePrivateKey() };
  await page.evaluate((given) => window.raw.firstSignIn(given), network);
  const floors: number[] = [];
  for (let turn = 0; turn < REPEATS; turn += 1) {
    await page.reload({ waitUntil: "commit" });
    await page.waitForFunction(() => window.raw !== undefined, undefined, { polling: 1 });
    floors.push(await page.evaluate((given) => window.raw.returningSignIn(given), network));
  }
  await page.context().close();
  peer.close();
  return { value: median(values), floor: median(floors) };
}

/** Signing in for the first time and coming back; the floor is the raw SDK in an empty page. */
export const appSignIn = scenario({
  rows: [
    { name: "app.sign-in.first", unit: "ms", goal: 400, better: "less" },
    { name: "app.sign-in.returning", unit: "ms", goal: 150, better: "less" },
  ],
  run: (log) =>
    inBenchWorld(async (bench) => {
      log(`signing in for the first time, ${REPEATS} times`);
      const first = await measureFirst(bench);
      log(`coming back, ${REPEATS} times`);
      const returning = await measureReturning(bench);
      return { "app.sign-in.first": first, "app.sign-in.returning": returning };
    }),
});
