import type { HeadlessClient } from "../../local-stack/testing/index.ts";
import { expectAccessible } from "./harness/accessible.ts";
import { openAccountMenu } from "./harness/accounts.ts";
import {
  addressOf,
  bubbles,
  composerOf,
  openFromList,
  rowOf,
  say,
  short,
  signIn,
  writeTo,
} from "./harness/at-parley.ts";
import type { Person, PersonOptions } from "./harness/person.ts";
import { installSystem, shownBy, turnAway, turnTo } from "./harness/system.ts";
import { expect, test } from "./harness/test.ts";
import { conversation, notifications, settings, thread, wallet } from "./harness/words.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true } as const;

type MakePerson = (name: string, options?: PersonOptions) => Promise<Person>;

/** Somebody who has written to these peers, and lets the system tell of their answers. */
async function withFriends(
  person: MakePerson,
  peers: readonly HeadlessClient[],
  options: PersonOptions = {},
): Promise<Person> {
  const ana = await person("Ana", options);
  await ana.context.addInitScript(installSystem, "default" as const);
  await ana.open("/");
  await ana.page.evaluate(() => localStorage.setItem("test-permission", "granted"));
  await signIn(ana);
  for (const { address } of peers) {
    await writeTo(ana, address);
    await say(ana, "hello");
    await expect(bubbles(ana.page).getByText(thread.state.sent, { exact: true })).toBeVisible();
    await ana.page.goBack();
  }
  return ana;
}

test("notifications are asked for after something was written, and one tab tells for all", async ({
  person,
  peer,
}) => {
  const ben = await peer();
  const ana = await person("Ana");
  const { page } = ana;
  await ana.context.addInitScript(installSystem, "default" as const);
  await ana.open("/");
  await signIn(ana);
  const other = await ana.context.newPage();
  await other.goto("/");
  const question = page.getByRole("region", { name: notifications.ask.title });
  await writeTo(ana, ben.address);
  await expect(question).toHaveCount(0);
  await say(ana, "are you there?");
  await expect(question).toBeVisible();
  await expectAccessible(page, "the question about notifications");
  expect(await page.evaluate(() => window.questions)).toBe(0);
  await question.getByRole("button", { name: notifications.ask.yes }).click();
  await expect(question).toHaveCount(0);
  expect(await page.evaluate(() => window.questions)).toBe(1);

  await expect(bubbles(page).getByText(thread.state.sent, { exact: true })).toBeVisible();
  await page.goBack();
  for (const tab of [page, other]) await turnAway(tab);
  await ben.sendText(addressOf(ana), "I am");
  await expect.poll(() => shownBy(page)).toEqual([{ title: short(ben.address), body: "I am" }]);
  await ben.sendText(addressOf(ana), "and you?");
  await expect
    .poll(async () => (await shownBy(page)).at(-1))
    .toEqual({ title: `${short(ben.address)} (2)`, body: "and you?" });
  expect(new Set(await page.evaluate(() => window.told.map(({ tag }) => tag))).size).toBe(1);
  expect(await shownBy(other)).toEqual([]);
  await expect(page).toHaveTitle(/^\(2\)/);
  await expect.poll(() => page.evaluate(() => window.badges.at(-1))).toBe(2);

  await page.evaluate(() => window.told.at(-1)?.onclick?.());
  await expect(composerOf(page, ben.address)).toBeVisible();
  await turnTo(page);
  await expect.poll(() => page.evaluate(() => window.badges.at(-1))).toBe(0);
  await expect(rowOf(other, ben.address)).toContainText("and you?");
});

test("what is looked at, muted or a request is not told, nor more than is wished", async ({
  person,
  peer,
}) => {
  const [ben, cleo, stranger] = [await peer(), await peer(), await peer()];
  const ana = await withFriends(person, [cleo, ben]);
  const { page } = ana;
  await openFromList(ana, ben.address);
  await ben.sendText(addressOf(ana), "while you look");
  await expect(page.getByRole("log")).toContainText("while you look");
  await expect(page).toHaveTitle(new RegExp(`^${short(ben.address)}`));
  await rowOf(page, cleo.address).click({ button: "right" });
  await page.getByRole("menuitem", { name: conversation.muteForEver }).click();
  await turnAway(page);
  await cleo.sendText(addressOf(ana), "muted");
  await stranger.sendText(addressOf(ana), "you don't know me");
  await expect(rowOf(page, cleo.address)).toContainText("muted");
  await ben.sendText(addressOf(ana), "while you don't");
  await expect
    .poll(() => shownBy(page))
    .toEqual([{ title: short(ben.address), body: "while you don't" }]);

  await turnTo(page);
  await expect.poll(() => shownBy(page)).toEqual([]);
  // The way there loads no page: what comes before a page is live is not told.
  await (await openAccountMenu(page)).getByRole("menuitem", { name: wallet.menu.settings }).click();
  await page.getByRole("link", { name: settings.sections.notifications, exact: true }).click();
  await expectAccessible(page, "notifications");
  await page.getByRole("radio", { name: notifications.settings.detail.none }).check();
  await turnAway(page);
  await ben.sendText(addressOf(ana), "a secret");
  await expect.poll(async () => (await shownBy(page)).length).toBe(1);
  const [hidden] = await shownBy(page);
  expect(hidden?.title).toBe(notifications.product);
  expect(hidden?.body).not.toContain("secret");
  await turnTo(page);
  await page.getByRole("switch", { name: notifications.settings.system }).uncheck();
  await turnAway(page);
  await ben.sendText(addressOf(ana), "unheard");
  await expect(rowOf(page, ben.address)).toContainText("unheard");
  await expect(page).toHaveTitle(/^\(\d\)/);
  expect((await page.evaluate(() => window.told)).length).toBe(2);
});

test("what was missed without the network is told once and together", async ({
  person,
  peer,
  complaints,
}) => {
  complaints.allow(/ERR_INTERNET_DISCONNECTED/);
  const [ben, cleo] = [await peer(), await peer()];
  const ana = await withFriends(person, [ben, cleo]);
  const { page } = ana;
  await turnAway(page);
  await ana.goOffline();
  await expect(page.getByText(/Can’t reach the XMTP network/)).toBeVisible();
  for (const text of ["one", "two", "three"]) await ben.sendText(addressOf(ana), text);
  for (const text of ["four", "five"]) await cleo.sendText(addressOf(ana), text);
  await ana.goOnline();
  await expect(rowOf(page, cleo.address)).toContainText("five");
  await expect
    .poll(() => shownBy(page))
    .toEqual([{ title: "Parley", body: "5 new messages in 2 conversations" }]);
  await ben.sendText(addressOf(ana), "six");
  await expect.poll(async () => (await shownBy(page)).at(-1)?.body).toBe("six");
});

test("on a phone a message for another conversation shows over the one that is open", async ({
  person,
  peer,
}) => {
  const [ben, cleo] = [await peer(), await peer()];
  const ana = await withFriends(person, [cleo, ben], { context: PHONE });
  const { page } = ana;
  await openFromList(ana, ben.address);
  await cleo.sendText(addressOf(ana), "over here");
  const mention = page.getByRole("region", { name: notifications.new });
  // It goes by itself, except under somebody's hands.
  await mention.getByRole("button", { name: notifications.dismiss }).focus();
  await expect(mention).toContainText("over here");
  await expectAccessible(page, "a mention");
  await mention.getByRole("link").click();
  await expect(composerOf(page, cleo.address)).toBeVisible();
  await expect(mention).toHaveCount(0);
  expect(await shownBy(page)).toEqual([]);
});
