import type { Page } from "@playwright/test";
import { generatePrivateKey, privateKeyToAddress } from "viem/accounts";
import {
  addressOf,
  openFromList,
  say,
  signIn,
  writeTo,
} from "../../tests/e2e/harness/at-parley.ts";
import { median, percentile, scenario } from "../lib/measure.ts";
import { type BenchWorld, inBenchWorld } from "./bench-world.ts";

const MESSAGES = 40;

/** Types and sends in the page; gives when Enter was pressed and when the own bubble was there. */
function sendIn(page: Page, text: string): Promise<{ sentAt: number; ownMs: number }> {
  return page.evaluate(async (words) => {
    const area = document.querySelector("textarea");
    const write = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set;
    write?.call(area, words);
    area?.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const log = document.querySelector('[role="log"]');
    const pressedAt = performance.now();
    area?.dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }),
    );
    const shownAt = await window.whenThere(() => log?.textContent?.includes(words));
    return { sentAt: performance.timeOrigin + pressedAt, ownMs: shownAt - pressedAt };
  }, text);
}

function shownIn(page: Page, text: string): Promise<number> {
  return page.evaluate(async (words) => {
    const log = document.querySelector('[role="log"]');
    return (
      performance.timeOrigin + (await window.whenThere(() => log?.textContent?.includes(words)))
    );
  }, text);
}

async function measureOurs({ person }: BenchWorld): Promise<{ own: number[]; other: number[] }> {
  const [ana, ben] = [await person("Ana"), await person("Ben")];
  for (const one of [ana, ben]) {
    await one.open("/");
    await signIn(one);
  }
  await writeTo(ana, addressOf(ben));
  await say(ana, "warm-up");
  await openFromList(ben, addressOf(ana));
  const own: number[] = [];
  const other: number[] = [];
  for (let turn = 0; turn < MESSAGES; turn += 1) {
    const text = `message number ${turn}.`;
    const shown = shownIn(ben.page, text);
    const { sentAt, ownMs } = await sendIn(ana.page, text);
    own.push(ownMs);
    other.push((await shown) - sentAt);
  }
  return { own, other };
}

/** The same through two raw SDK clients in two pages: sendText → the other's stream. */
async function measureRaw({ rawPage, apiUrl }: BenchWorld): Promise<number[]> {
  const [anaKey, benKey] = [generatePrivateKey(), generatePrivateKey()];
  const open = async (privateKey: `0x${string}`) => {
    const page = await rawPage();
    await page.evaluate((given) => window.raw.firstSignIn(given), { apiUrl, privateKey });
    return page;
  };
  const [ana, ben] = [await open(anaKey), await open(benKey)];
  const arrivals = new Map<string, (atMs: number) => void>();
  await ben.exposeFunction("onRawMessage", (text: string, atMs: number) => {
    arrivals.get(text)?.(atMs);
  });
  await ben.evaluate(() => window.raw.streamTo(window.onRawMessage));
  const samples: number[] = [];
  for (let turn = -1; turn < MESSAGES; turn += 1) {
    const text = `raw ${turn}`;
    const arrived = new Promise<number>((resolve) => arrivals.set(text, resolve));
    const sentAt = await ana.evaluate(
      ([to, words]) => {
        const now = performance.timeOrigin + performance.now();
        void window.raw.sendText(to, words);
        return now;
      },
      [privateKeyToAddress(benKey), text] as const,
    );
    const tookMs = (await arrived) - sentAt;
    if (turn >= 0) samples.push(tookMs);
  }
  await Promise.all([ana.context().close(), ben.context().close()]);
  return samples;
}

/** From Enter to the own bubble and to the other person's screen. */
export const appSend = scenario({
  rows: [
    { name: "app.send.own-bubble.p50", unit: "ms", goal: 16, better: "less" },
    { name: "app.send.other-screen.p50", unit: "ms", goal: 60, better: "less" },
    { name: "app.send.other-screen.p95", unit: "ms", goal: 100, better: "less" },
  ],
  run: (log) =>
    inBenchWorld(async (bench) => {
      log(`sending ${MESSAGES} messages between two browsers`);
      const { own, other } = await measureOurs(bench);
      const raw = await measureRaw(bench);
      return {
        "app.send.own-bubble.p50": { value: median(own) },
        "app.send.other-screen.p50": { value: median(other), floor: median(raw) },
        "app.send.other-screen.p95": {
          value: percentile(other, 0.95),
          floor: percentile(raw, 0.95),
        },
      };
    }),
});
