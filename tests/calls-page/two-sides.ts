import type { Browser, BrowserContext, Page } from "@playwright/test";
import type { CallSignal } from "@/lib/calls/core/signal.ts";
import type { RelayServer } from "@/lib/calls/ports.ts";
import { watchConnections } from "../e2e/harness/in-calls.ts";
import type { CallsSite } from "./bundle.ts";
import type {} from "./page.ts";

/** What carries the signals of two sides, as late as is set; down, it refuses them. */
export type Channel = { delayMs: number; isDown: boolean; readonly sent: CallSignal[] };

export type SideOptions = {
  browser: Browser;
  relays?: readonly RelayServer[];
  /** Asked for by a setting: the other side learns no address of this device. */
  relaysAll?: boolean;
};

export type TwoSides = {
  caller: Page;
  callee: Page;
  channel: Channel;
  close(): Promise<void>;
};

const CALLER = "a1".repeat(32);
const CALLEE = "b2".repeat(32);

/** Two pages of calls, each in its browser, and nothing between them but the channel. */
export async function openTwoSides(
  site: CallsSite,
  { caller, callee, delayMs = 0 }: { caller: SideOptions; callee: SideOptions; delayMs?: number },
): Promise<TwoSides> {
  const channel: Channel = { delayMs, isDown: false, sent: [] };
  const contexts: BrowserContext[] = [];
  const pages = new Map<string, Page>();

  async function open(self: string, other: string, options: SideOptions): Promise<Page> {
    const { browser, relays = [], relaysAll = false } = options;
    const context = await browser.newContext();
    contexts.push(context);
    await watchConnections({ context });
    await site.serveTo(context);
    const page = await context.newPage();
    pages.set(self, page);
    await page.exposeFunction("askForRelays", () => relays);
    await page.exposeFunction("sendSignal", ({ signal }: { signal: CallSignal }) => {
      if (channel.isDown) throw new Error("There is no network");
      channel.sent.push(signal);
      setTimeout(() => void hear(pages.get(other), signal), channel.delayMs);
    });
    await page.goto(site.url);
    await page.waitForFunction(() => "begin" in window);
    await page.evaluate(
      (given) => (window as unknown as { begin: (given: object) => void }).begin(given),
      { self, other, relaysAll },
    );
    return page;
  }

  const [first, second] = await Promise.all([
    open(CALLER, CALLEE, caller),
    open(CALLEE, CALLER, callee),
  ]);
  return {
    caller: first,
    callee: second,
    channel,
    close: async () => {
      await Promise.all(contexts.map((context) => context.close()));
    },
  };
}

async function hear(page: Page | undefined, signal: CallSignal): Promise<void> {
  if (!page || page.isClosed()) return;
  await page.evaluate((heard) => window.side.hear(heard), signal).catch(() => undefined);
}
