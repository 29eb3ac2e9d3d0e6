import path from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "@playwright/test";
import { LAUNCH_OPTIONS, LAUNCHES } from "../../tests/e2e/harness/chromium.ts";
import { createPerson, type Person, type PersonOptions } from "../../tests/e2e/harness/person.ts";
import { startWorld, type World } from "../../tests/e2e/harness/world.ts";
import { serveRawSdk } from "../../tests/raw-sdk/serve.ts";

/** The production build, a network and the raw SDK's page, and people to use them. */
export type BenchWorld = {
  world: World;
  browser: Browser;
  /** URL of the network as browsers reach it. */
  apiUrl: string;
  /**
   * Somebody with a profile on disk, as people have: in a private window each access to a file
   * crosses a process, and everything takes about twice as long.
   */
  person: (name: string, options?: PersonOptions) => Promise<Person>;
  /** The raw SDK's page, in a browser with a profile of its own; close its context after use. */
  rawPage: () => Promise<Page>;
};

/** Runs `task` in a world of its own and takes it down again, whatever happens. */
export async function inBenchWorld<Result>(
  task: (bench: BenchWorld) => Promise<Result>,
): Promise<Result> {
  const [world, raw, browser] = await Promise.all([
    startWorld(),
    serveRawSdk(),
    chromium.launch(LAUNCH_OPTIONS),
  ]);
  type ProfileOptions = BrowserContextOptions & { launch?: keyof typeof LAUNCHES };
  const openProfile = async (folder: string, { launch = "plain", ...options }: ProfileOptions) => {
    const context = await chromium.launchPersistentContext(folder, {
      ...LAUNCHES[launch],
      ...options,
    });
    await context.addInitScript(installStopwatch);
    return context;
  };
  const browsers = {
    newContext: browser.newContext.bind(browser),
    openProfile,
    onContext: () => {},
  };
  const { appUrl, dataDir } = world;
  const people: Person[] = [];
  let rawProfiles = 0;
  try {
    return await task({
      world,
      browser,
      apiUrl: `http://localhost:${world.network.ports.grpcWeb}`,
      person: async (name, options = {}) => {
        const made = await createPerson(name, options, { appUrl, dataDir, browsers });
        people.push(made);
        return made;
      },
      rawPage: async () => {
        rawProfiles += 1;
        const context = await openProfile(path.join(dataDir, `raw-${rawProfiles}`), {});
        const page = await context.newPage();
        await page.goto(raw.url);
        return page;
      },
    });
  } finally {
    await Promise.all(people.map((made) => made.close().catch(() => {})));
    await browser.close();
    await raw.close();
    await world.close();
  }
}

declare global {
  interface Window {
    /** When (`performance.now()`, in ms since the navigation) `find` first gave something. */
    whenThere: (find: () => unknown) => Promise<number>;
  }
}

/** Runs in the page: looks after each change, so that no round trip to the bench is measured. */
function installStopwatch(): void {
  window.whenThere = (find) =>
    new Promise((resolve) => {
      const look = () => {
        if (!find()) return false;
        observer.disconnect();
        resolve(performance.now());
        return true;
      };
      const observer = new MutationObserver(look);
      if (!look()) {
        observer.observe(document, { childList: true, subtree: true, characterData: true });
      }
    });
}
