import type { Page } from "@playwright/test";

/** What a page's browser has computed so far, in seconds of one core: all of its processes. */
export async function cpuOf(page: Page): Promise<number> {
  const browser = page.context().browser();
  if (!browser) throw new Error("The page has no browser of its own");
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}
