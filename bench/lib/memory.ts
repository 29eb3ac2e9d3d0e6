import { execFileSync } from "node:child_process";
import type { Page } from "@playwright/test";

const LOOK_EVERY_MS = 250;

/** What the pages of a browser take, workers and all. */
export type MemoryWatch = {
  /** Ends the watch; gives by how much they grew at the most, in MB. */
  stop(): number;
};

/** Watches the resident memory of a page's browser from now on; the browser has this page only. */
export async function watchMemory(page: Page, everyMs = LOOK_EVERY_MS): Promise<MemoryWatch> {
  const pids = await renderersOf(page);
  const atFirst = residentMb(pids);
  let most = atFirst;
  const look = () => {
    most = Math.max(most, residentMb(pids));
  };
  const timer = setInterval(look, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return most - atFirst;
    },
  };
}

/** What a page takes once its garbage is collected, in MB. */
export async function memoryOf(page: Page): Promise<{
  /** JavaScript of the page alone. */
  heapMb: number;
  /** All that its browser's pages have resident: workers and the engine's own memory, too. */
  residentMb: number;
}> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return { heapMb: usedSize / 1_000_000, residentMb: residentMb(await renderersOf(page)) };
}

async function renderersOf(page: Page): Promise<number[]> {
  const browser = page.context().browser();
  if (!browser) throw new Error("The page has no browser of its own");
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
}

function residentMb(pids: readonly number[]): number {
  try {
    const list = execFileSync("ps", ["-o", "rss=", "-p", pids.join(",")], { encoding: "utf8" });
    return list.split("\n").reduce((sum, line) => sum + Number(line), 0) / 1024;
  } catch {
    // All of them are gone.
    return 0;
  }
}
