import type { Page } from "@playwright/test";
import type { HeadlessClient } from "../../local-stack/testing/index.ts";
import { expectAccessible } from "./harness/accessible.ts";
import {
  addressOf,
  bubbles,
  composerOf,
  letIn,
  openFromList,
  rowOf,
  say,
  short,
  signIn,
  writeTo,
} from "./harness/at-parley.ts";
import type { Person, PersonOptions } from "./harness/person.ts";
import { expect, test } from "./harness/test.ts";
import { conversation, inbox, landing, settings, wallet } from "./harness/words.ts";

/** Somebody whose list has a conversation with each of these peers, the last one first. */
async function withConversations(
  person: (name: string, options?: PersonOptions) => Promise<Person>,
  peers: readonly HeadlessClient[],
): Promise<Person> {
  const ana = await person("Ana");
  await ana.open("/");
  await signIn(ana);
  for (const { address, sendText } of peers) {
    await sendText(addressOf(ana), "hello");
    await letIn(ana.page, rowOf(ana.page, address));
    await ana.page.goto("/");
    await expect(rowOf(ana.page, address)).toBeVisible();
  }
  return ana;
}

/** The names in the list on the screen, from the top. */
async function order(page: Page): Promise<string[]> {
  const rows = await page.locator("nav li").evaluateAll((items) =>
    items.map((item) => ({
      place: Number(item.getAttribute("aria-posinset")),
      name: item.querySelector("[data-name]")?.textContent ?? "",
    })),
  );
  return rows.sort((a, b) => a.place - b.place).map(({ name }) => name);
}

const inMenu = (page: Page, name: string) => page.getByRole("menuitem", { name, exact: true });

async function choose(page: Page, address: string, action: string): Promise<void> {
  await rowOf(page, address).click({ button: "right" });
  await inMenu(page, action).click();
}

test("a draft shows in the list, outlives the browser, and is gone everywhere once it is sent", async ({
  person,
  peer,
}) => {
  const [ben, cleo] = [await peer(), await peer()];
  const ana = await withConversations(person, [ben, cleo]);
  await openFromList(ana, ben.address);
  await composerOf(ana.page).fill("half a thought");
  await expect(rowOf(ana.page, ben.address)).toContainText("hello");
  await openFromList(ana, cleo.address);
  await expect(composerOf(ana.page)).toHaveValue("");
  await expect(rowOf(ana.page, ben.address)).toContainText(`${conversation.draft} half a thought`);

  await ana.restartBrowser();
  await ana.open("/");
  await expect(rowOf(ana.page, ben.address)).toContainText(`${conversation.draft} half a thought`);
  const other = await ana.context.newPage();
  await other.goto(`/dm/${ben.address}`);
  await expect(composerOf(other)).toHaveValue("half a thought");
  await openFromList(ana, ben.address);
  await say(ana, "a whole thought");
  await expect(composerOf(other)).toHaveValue("");
  await expect(bubbles(other).last()).toContainText("a whole thought");
  await other.goto("/");
  await expect(rowOf(other, ben.address)).toContainText("a whole thought");
});

test("what one tab writes shows in the other, but never under its hands", async ({
  person,
  peer,
}) => {
  const ben = await peer();
  const ana = await withConversations(person, [ben]);
  const other = await ana.context.newPage();
  for (const page of [ana.page, other]) await page.goto(`/dm/${ben.address}`);
  const [here, there] = [composerOf(ana.page), composerOf(other)];
  await here.fill("from here");
  await expect(there).toHaveValue("from here");
  await there.fill("from there");
  await expect(here).toHaveValue("from here");
  await Promise.all([
    here.pressSequentially(", with more", { delay: 20 }),
    there.pressSequentially(", with more", { delay: 20 }),
  ]);
  await expect(here).toHaveValue("from here, with more");
  await expect(there).toHaveValue("from there, with more");
  await there.press("!");
  await here.blur();
  await expect(here).toHaveValue("from there, with more!");
});

test("pinned stay at the top in their order, in every tab, with the keyboard alone", async ({
  person,
  peer,
}) => {
  const [ben, cleo, dan] = [await peer(), await peer(), await peer()];
  const ana = await withConversations(person, [ben, cleo, dan]);
  const { page } = ana;
  const other = await ana.context.newPage();
  await other.goto("/");
  const expectOrder = async (...peers: HeadlessClient[]) => {
    const names = peers.map(({ address }) => short(address));
    for (const tab of [page, other]) await expect.poll(() => order(tab)).toEqual(names);
  };
  await expectOrder(dan, cleo, ben);

  await rowOf(page, ben.address).focus();
  await page.keyboard.press("Shift+F10");
  await expect(inMenu(page, conversation.pin)).toBeVisible();
  await expectAccessible(page, "the menu of a conversation");
  await page.keyboard.press("p");
  await expect(inMenu(page, conversation.pin)).toBeFocused();
  await page.keyboard.press("Enter");
  await expectOrder(ben, dan, cleo);
  await expect(rowOf(page, ben.address)).toBeFocused();
  await choose(other, cleo.address, conversation.pin);
  await expectOrder(cleo, ben, dan);
  await choose(page, ben.address, conversation.moveUp);
  await expectOrder(ben, cleo, dan);

  await dan.sendText(addressOf(ana), "me first");
  await expect(rowOf(page, dan.address)).toContainText("me first");
  await expectOrder(ben, cleo, dan);
  await page.reload();
  await expectOrder(ben, cleo, dan);
  await choose(page, ben.address, conversation.unpin);
  await choose(page, cleo.address, conversation.unpin);
  await expectOrder(dan, cleo, ben);
});

test("the archive takes a conversation out of the list until somebody writes, unless it is muted", async ({
  person,
  peer,
}) => {
  const [ben, cleo] = [await peer(), await peer()];
  const ana = await withConversations(person, [ben, cleo]);
  const { page } = ana;
  const entry = page.getByRole("link", { name: conversation.archived.title });
  // Who was never answered is a request, and counts for nothing.
  await openFromList(ana, cleo.address);
  await say(ana, "I hear you");
  await page.goBack();
  await choose(page, cleo.address, conversation.archive);
  await expect(rowOf(page, cleo.address)).toHaveCount(0);
  await expect(rowOf(page, ben.address)).toBeFocused();
  await choose(page, ben.address, conversation.archive);
  await expect(page.getByText(inbox.empty.title)).toBeVisible();
  await entry.click();
  await expect(page.getByRole("heading", { name: conversation.archived.title })).toBeVisible();
  await expect.poll(() => order(page)).toEqual([short(cleo.address), short(ben.address)]);
  await expectAccessible(page, "the archive");

  await choose(page, ben.address, conversation.muteForEver);
  await expect(rowOf(page, ben.address)).toContainText(conversation.muted);
  await ben.sendText(addressOf(ana), "can you hear me?");
  await expect(rowOf(page, ben.address)).toContainText("can you hear me?");
  await cleo.sendText(addressOf(ana), "I am back");
  await expect(rowOf(page, cleo.address)).toHaveCount(0);
  await expect(page).toHaveTitle(/^\(1\)/);

  await openFromList(ana, ben.address);
  await expect(page.getByRole("heading", { name: conversation.archived.title })).toBeVisible();
  await page.getByRole("button", { name: conversation.more }).click();
  await expectAccessible(page, "the menu of a thread");
  await inMenu(page, conversation.unarchive).click();
  await expect(page.getByText(conversation.archived.empty)).toBeVisible();
  await page.getByRole("link", { name: conversation.archived.back }).click();
  await expect.poll(() => order(page)).toEqual([short(cleo.address), short(ben.address)]);
  await expect(entry).toHaveCount(0);
});

test("erasing an account's data erases what was settled and written in it", async ({
  person,
  peer,
}) => {
  const [ben, cleo] = [await peer(), await peer()];
  const ana = await withConversations(person, [ben, cleo]);
  const { page } = ana;
  await choose(page, ben.address, conversation.pin);
  await openFromList(ana, cleo.address);
  await composerOf(page).fill("never sent");
  await page.getByRole("button", { name: /^Your account/ }).click();
  await page.getByRole("menuitem", { name: wallet.menu.signOut }).click();
  await page.getByRole("radio", { name: wallet.signOut.erase }).check();
  await page.getByRole("button", { name: wallet.signOut.action }).click();
  await expect(page.getByRole("button", { name: landing.signIn })).toBeEnabled();

  await ana.open("/");
  await signIn(ana);
  for (const { address } of [ben, cleo]) {
    await writeTo(ana, address);
    await expect(composerOf(page)).toHaveValue("");
    await say(ana, "a new beginning");
  }
  await expect.poll(() => order(page)).toEqual([short(cleo.address), short(ben.address)]);
});

test("what others see of one is settled in the settings, in every tab", async ({ person }) => {
  const ana = await withConversations(person, []);
  const other = await ana.context.newPage();
  for (const page of [ana.page, other]) await page.goto("/settings/privacy");
  const receipts = (page: Page) =>
    page.getByRole("switch", { name: settings.privacy.signals.readReceipts });
  await expectAccessible(ana.page, "privacy");
  await receipts(ana.page).focus();
  await ana.page.keyboard.press("Space");
  for (const page of [ana.page, other]) await expect(receipts(page)).not.toBeChecked();
  await other.reload();
  await expect(receipts(other)).not.toBeChecked();
});
