import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./harness/accessible.ts";
import {
  addressOf,
  bubbles,
  composerOf,
  openFromList,
  requestsOf,
  say,
  signIn,
  writeTo,
} from "./harness/at-parley.ts";
import { expect, test } from "./harness/test.ts";
import { common, conversation, inbox, settings } from "./harness/words.ts";

/** Another file of the build: what a newer version would have. */
const NEWER_FILE = path.resolve(".next", "static", "chunks", "only-in-the-newer-version.js");

/** Resolves when the app is kept whole, and this page gets it from there. */
async function kept(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

const everythingKept = (page: Page) =>
  page.evaluate(async () => {
    const names = await caches.keys();
    const lists = await Promise.all(
      names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)),
    );
    return lists.flat();
  });

test("without its server and the network Parley opens, reads and writes; what was written leaves later", async ({
  person,
  peer,
  app,
  network,
  complaints,
}) => {
  complaints.allow(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION_RESET|ERR_EMPTY/);
  complaints.allow(/ERR_FAILED/);
  const [ben, cleo] = [await peer(), await peer()];
  const ana = await person("Ana", { profile: "new" });
  const { page } = ana;
  await ana.open("/");
  await signIn(ana);
  await writeTo(ana, ben.address);
  await say(ana, "before the tunnel");
  await expect.poll(async () => (await ben.listTexts(addressOf(ana))).length).toBe(1);
  await ben.sendText(addressOf(ana), "see you after it");
  await expect(bubbles(page)).toHaveCount(2);
  await cleo.sendText(addressOf(ana), "hello");
  await expect(requestsOf(page)).toBeVisible();
  await kept(page);
  const browser = await page.context().newCDPSession(page);
  const { installabilityErrors } = await browser.send("Page.getInstallabilityErrors");
  expect(installabilityErrors).toEqual([]);
  const online = await page.reload();
  await expect(bubbles(page)).toHaveCount(2);

  await Promise.all([app.stop(), network.stop()]);
  const offline = await page.reload();
  expect(offline?.fromServiceWorker()).toBe(true);
  const policy = offline?.headers()["content-security-policy"];
  expect(policy).toContain("'strict-dynamic'");
  expect(policy).toBe(online?.headers()["content-security-policy"]);
  await expect(bubbles(page)).toHaveText([/before the tunnel/, /see you after it/]);
  await say(ana, "in the tunnel");
  await say(ana, "still in it");
  await expect(bubbles(page)).toHaveCount(4);
  await openFromList(ana, cleo.address);
  await expect(bubbles(page)).toHaveText([/hello/]);
  // Parts of the app that were never asked for while there was a server.
  await ana.open("/settings/privacy");
  await expect(page.getByRole("switch", { name: settings.privacy.signals.typing })).toBeVisible();
  await ana.open("/archive");
  await expect(page.getByText(conversation.archived.empty)).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox")).toBeFocused();
  await page.keyboard.press("Escape");
  await ana.open(`/dm/${ben.address}`);
  await expect(bubbles(page)).toHaveCount(4);

  await network.start();
  const received = async () => (await ben.listTexts(addressOf(ana))).map(({ text }) => text);
  const inOrder = ["before the tunnel", "see you after it", "in the tunnel", "still in it"];
  await expect.poll(received).toEqual(inOrder);
  const origin = new URL(page.url()).origin;
  for (const url of await everythingKept(page)) {
    expect(url).toMatch(new RegExp(`^${origin}/(?:$|_next/static/|icons/)`));
  }
});

test("a newer version is told calmly, and used when one wants to", async ({
  person,
  peer,
  app,
  complaints,
}) => {
  complaints.allow(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY/);
  const ben = await peer();
  const ana = await person("Ana", { profile: "new" });
  const { page } = ana;
  await ana.open("/");
  await signIn(ana);
  await writeTo(ana, ben.address);
  await composerOf(page).fill("half a thought");
  await kept(page);
  const other = await ana.context.newPage();
  await other.goto("/");
  const card = (tab: Page) => tab.getByRole("region", { name: common.newer.title });
  try {
    await app.stop();
    await writeFile(NEWER_FILE, "// Nothing asks for this.\n");
    await app.start();
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    for (const tab of [page, other]) await expect(card(tab)).toBeVisible();
    await expect(composerOf(page)).toHaveValue("half a thought");
    await expectAccessible(page, "a newer version");
    await card(other).getByRole("button", { name: common.newer.later }).click();
    await expect(card(other)).toHaveCount(0);

    const reloaded = page.waitForEvent("load");
    await card(page).getByRole("button", { name: common.newer.use }).click();
    await reloaded;
    await expect(composerOf(page)).toHaveValue("half a thought");
    await expect(card(page)).toHaveCount(0);
    await kept(page);
    expect(
      (await everythingKept(page)).some((url) => url.endsWith(path.basename(NEWER_FILE))),
    ).toBe(true);
    // The other tab was not reloaded under anybody's hands, and goes on.
    await other.getByRole("button", { name: inbox.newMessage }).first().click();
    await expect(other.getByLabel(inbox.compose.label)).toBeVisible();
  } finally {
    // A server names the files that it finds when it starts.
    await app.stop();
    await rm(NEWER_FILE, { force: true });
  }
});

test("who only looks at the landing page keeps nothing", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("button", { name: "Sign in with your wallet" })).toBeEnabled();
  expect(await page.evaluate(() => navigator.serviceWorker.getRegistrations())).toEqual([]);
  expect(await everythingKept(page)).toEqual([]);
});
