import { type BrowserContextOptions, test as base } from "@playwright/test";
import { createHeadlessClient, type HeadlessClient } from "../../../local-stack/testing/index.ts";
import { LAUNCH_OPTIONS, LAUNCHES } from "./chromium.ts";
import { Complaints } from "./complaints.ts";
import type { Network } from "./network.ts";
import { createPerson, type Person, type PersonOptions } from "./person.ts";
import { makeUsedProfile } from "./used-profile.ts";
import { type AppServer, startWorld, type World } from "./world.ts";

export { expect } from "@playwright/test";

type TestFixtures = {
  /** Makes somebody with a browser and a wallet; all are sent home when the test ends. */
  person: (name: string, options?: PersonOptions) => Promise<Person>;
  /** Somebody on the network without a browser: a real client, a tenth of the time. */
  peer: () => Promise<HeadlessClient>;
  /** What no page may do unasked; the test fails when one does. */
  complaints: Complaints;
  /** The network under the test; running again when the next test begins. */
  network: Network;
  /** The app's own server; running again when the next test begins, too. */
  app: AppServer;
};

type WorkerFixtures = {
  world: World;
  /** The folder of a profile in which Parley was used before; made when it is first wanted. */
  usedProfile: () => Promise<string>;
};

/** Playwright's `test` with a real network, a real app and people. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  world: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the pattern
    async ({}, use) => {
      const world = await startWorld();
      await use(world);
      await world.close();
    },
    { scope: "worker" },
  ],

  usedProfile: [
    async ({ world, playwright }, use) => {
      const openProfile = (folder: string) =>
        playwright.chromium.launchPersistentContext(folder, LAUNCH_OPTIONS);
      let made: Promise<string> | undefined;
      await use(() => {
        made ??= makeUsedProfile({ ...world, openProfile });
        return made;
      });
    },
    { scope: "worker" },
  ],

  baseURL: async ({ world }, use) => use(world.appUrl),

  network: async ({ world }, use) => {
    await use(world.network);
    await world.network.start();
  },

  app: async ({ world }, use) => {
    await use(world.app);
    await world.app.start();
  },

  peer: async ({ network }, use) => {
    const clients: HeadlessClient[] = [];
    const url = `http://localhost:${network.ports.grpcWeb}`;
    await use(async () => {
      const client = await createHeadlessClient({ url });
      clients.push(client);
      return client;
    });
    for (const client of clients) client.close();
  },

  complaints: [
    async ({ world, context }, use) => {
      const complaints = new Complaints(world.origins);
      complaints.listenTo(context, "The page");
      await use(complaints);
      base.expect(complaints.all(), "what pages did unasked").toEqual([]);
    },
    { auto: true },
  ],

  person: async ({ world, complaints, browser, playwright, usedProfile }, use) => {
    const { appUrl, dataDir } = world;
    const people: Person[] = [];
    const browsers = {
      newContext: browser.newContext.bind(browser),
      openProfile: (
        folder: string,
        { launch, ...options }: BrowserContextOptions & { launch: keyof typeof LAUNCHES },
      ) => playwright.chromium.launchPersistentContext(folder, { ...LAUNCHES[launch], ...options }),
      onContext: complaints.listenTo.bind(complaints),
    };
    await use(async (name, options = {}) => {
      const made = await createPerson(name, options, {
        appUrl,
        dataDir,
        browsers,
        usedProfile,
      });
      people.push(made);
      return made;
    });
    await Promise.all(people.map((made) => made.close()));
  },
});
