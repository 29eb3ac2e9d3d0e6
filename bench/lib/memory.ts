import { execFileSync } from "node:child_process";
import type { Page } from "@playwright/test";

const LOOK_EVERY_MS = 250;

/** What the pages of a browser take, workers and all. */
export type MemoryWatch = {
  /** Ends the watch; gives by how much they grew at the most, in MB. */
  stop(): number;
};

/** Watches the resident memory of a page's browser from now on; the browser has this page only. */
export async function watchMemory(page: Page): Promise<MemoryWatch> {
  const browser = page.context().browser();
  if (!browser) throw new Error("The page has no browser of its own");
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const pids = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
  const atFirst = residentMb(pids);
  let most = atFirst;
  const look = () => {
    most = Math.max(most, residentMb(pids));
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return most - atFirst;
    },
  };
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
