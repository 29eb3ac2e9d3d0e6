import type { BrowserContext, Page } from "@playwright/test";
import type { HeadlessClient } from "../../local-stack/testing/index.ts";
import { expectAccessible } from "./harness/accessible.ts";
import { openAccountMenu } from "./harness/accounts.ts";
import {
  addressOf,
  composerOf,
  openFromList,
  rowOf,
  say,
  signIn,
  textsOn,
  writeTo,
} from "./harness/at-parley.ts";
import { WALLET_NAME } from "./harness/page-wallet.ts";
import type { Person } from "./harness/person.ts";
import { expect, test } from "./harness/test.ts";
import { errors, inbox, landing, wallet } from "./harness/words.ts";

const { temporary } = wallet;

async function connect({ page }: Person): Promise<void> {
  await page.goto("/");
  await page.getByRole("button", { name: landing.signIn }).click();
  await page.getByRole("button", { name: WALLET_NAME }).click();
}

/** Signs in for as long as the tab is there, every step of it seen. */
async function signInForNow(person: Person): Promise<void> {
  const { page, context } = person;
  await connect(person);
  await expect(page.getByText(errors.storage.unavailable)).toBeVisible();
  // A stream that passes through the test's hands is held back until it ends.
  await context.unrouteAll();
  await page.getByRole("button", { name: temporary.offer.action }).click();
  await expect(page.getByText(temporary.explain)).toBeVisible();
  await page.getByRole("button", { name: wallet.explain.action }).click();
  await expect(page.getByRole("heading", { name: inbox.title, level: 1 })).toBeVisible();
}

/** The node's log of an inbox: which devices it has, and whether there is one. */
async function devicesOf(peer: HeadlessClient, address: string): Promise<number> {
  const identifierKind = peer.libxmtp.IdentifierKind.Ethereum;
  const identifier = { identifier: address.toLowerCase(), identifierKind };
  const inboxId = peer.libxmtp.generateInboxId(identifier);
  const states = await peer.client.inboxStateFromInboxIds([inboxId], true).catch(() => []);
  return states[0]?.installations.length ?? 0;
}

/** Everything that a page may have left in the browser, cookies too. */
async function tracesOf(page: Page): Promise<unknown> {
  const kept = await page.evaluate(async () => {
    const files: string[] = [];
    const root = await navigator.storage.getDirectory();
    for await (const name of (root as unknown as { keys(): AsyncIterable<string> }).keys())
      files.push(name);
    return {
      files,
      databases: (await indexedDB.databases()).map(({ name }) => name),
      local: { ...localStorage },
      session: { ...sessionStorage },
    };
  });
  return { ...kept, cookies: await page.context().cookies() };
}

/** The engine's worker finds no file system, as in browsers that have none or hide it. */
async function hideFileSystem(context: BrowserContext): Promise<void> {
  await context.route(/\.js(\?|$)/, async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    const hide = `if (typeof WorkerGlobalScope !== "undefined") StorageManager.prototype.getDirectory = () => Promise.reject(new DOMException("No file system here", "SecurityError"));`;
    await route.fulfill({ response, body: hide + body });
  });
}

test("a browser that keeps nothing: said before anything is signed, and nothing registered", async ({
  person,
  peer,
}) => {
  const ana = await person("Ana", { siteData: "denied" });
  const ben = await peer();
  await connect(ana);
  await expect(ana.page.getByText(errors.storage.unavailable)).toBeVisible();
  await expectAccessible(ana.page, "nothing can be kept", { within: "dialog" });
  await ana.page.getByRole("button", { name: "Try again" }).click();
  await expect(ana.page.getByText(temporary.offer.device)).toBeVisible();
  await ana.page.keyboard.press("Escape");
  await expect(ana.page.getByRole("button", { name: landing.signIn })).toBeVisible();
  expect(ana.wallet.signatureRequests).toEqual([]);
  expect(await ben.canMessage(addressOf(ana))).toBe(false);
  expect(await devicesOf(ben, addressOf(ana))).toBe(0);
});

test("a temporary session talks, shows what it is, and frees its device at the end", async ({
  person,
  peer,
}) => {
  const ana = await person("Ana", { siteData: "denied" });
  const ben = await peer();
  const { page } = ana;
  await signInForNow(ana);
  expect(await devicesOf(ben, addressOf(ana))).toBe(1);
  await writeTo(ana, ben.address);
  await say(ana, "just passing through");
  await expect
    .poll(async () => (await ben.listTexts(addressOf(ana))).map(({ text }) => text))
    .toEqual(["just passing through"]);
  await ben.sendText(addressOf(ana), "safe travels");
  await expect.poll(() => textsOn(page)).toEqual(["just passing through", "safe travels"]);
  await expect(page.getByText(temporary.mark)).toBeVisible();
  await expectAccessible(page, "a temporary session");
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByText(temporary.mark), "in a conversation on a phone too").toBeVisible();

  await page.getByRole("button", { name: temporary.end }).click();
  await page.getByRole("button", { name: temporary.leave.remove }).click();
  await page.getByRole("dialog").getByRole("button", { name: WALLET_NAME }).click();
  await expect(page.getByRole("button", { name: landing.signIn })).toBeVisible();
  await expect(page.getByText(temporary.mark)).toHaveCount(0);
  expect(await devicesOf(ben, addressOf(ana))).toBe(0);
  expect(ana.wallet.signatureRequests).toHaveLength(2);
});

test("a temporary session leaves nothing on the disk, and no other tab follows it", async ({
  person,
  peer,
}) => {
  // A worker's file that was kept before would not pass through the test's hands.
  const ana = await person("Ana", { profile: "new" });
  const ben = await peer();
  const { page } = ana;
  await hideFileSystem(ana.context);
  await page.goto("/");
  await expect(page.getByRole("button", { name: landing.signIn })).toBeEnabled();
  const other = await ana.context.newPage();
  await other.goto("/");
  await signInForNow(ana);
  await ben.sendText(addressOf(ana), "hello");
  await openFromList(ana, ben.address);
  await say(ana, "hello yourself");
  await expect.poll(async () => (await ben.listTexts(addressOf(ana))).length).toBe(2);
  await composerOf(page).pressSequentially("half a thought");
  await composerOf(page).blur();
  expect(await tracesOf(page)).toEqual({
    files: [],
    databases: [],
    local: {},
    session: {},
    cookies: [],
  });
  await expect(other.getByRole("button", { name: landing.signIn })).toBeVisible();
  const menu = await openAccountMenu(page);
  await expect(menu.getByRole("menuitem", { name: wallet.menu.add })).toHaveCount(0);
  await menu.getByRole("menuitem", { name: wallet.menu.signOut }).click();
  await page.getByRole("button", { name: temporary.leave.stay }).click();
  await expect(page.getByRole("button", { name: landing.signIn })).toBeVisible();
  expect(await devicesOf(ben, addressOf(ana)), "left in the list, as was said").toBe(1);

  // What keeps nothing for one tab does not keep the next from signing in as one does.
  await other.reload();
  await signIn({ page: other });
  await expect(rowOf(other, ben.address)).toHaveCount(0);
  expect(await devicesOf(ben, addressOf(ana))).toBe(2);
});
