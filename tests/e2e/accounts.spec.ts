import type { HeadlessClient } from "../../local-stack/testing/index.ts";
import type { WalletAccount } from "../fakes/wallet-account.ts";
import {
  accountButton,
  addWallet,
  expectAccount,
  openAccountMenu,
  signOut,
  switchAccount,
} from "./harness/accounts.ts";
import {
  bubbles,
  composerOf,
  letIn,
  openFromList,
  rowOf,
  say,
  signIn,
  textsOn,
} from "./harness/at-parley.ts";
import { keptFor } from "./harness/kept.ts";
import type { Person } from "./harness/person.ts";
import { expect, test } from "./harness/test.ts";
import { common, errors, inbox, landing, thread, wallet } from "./harness/words.ts";

type Two = { ana: Person; first: WalletAccount; second: WalletAccount };

/** Ana with both accounts of her wallet signed in, the second one in use. */
async function withTwoAccounts(person: (name: string) => Promise<Person>): Promise<Two> {
  const ana = await person("Ana");
  const [first, second] = ana.accounts as [WalletAccount, WalletAccount];
  await ana.open("/");
  await signIn(ana);
  await addWallet(ana, second);
  return { ana, first, second };
}

const textsFrom = async (peer: HeadlessClient, address: `0x${string}`) =>
  (await peer.listTexts(address)).map(({ text }) => text);

test("two accounts on one device: switched in every tab, no signature, nothing of the other", async ({
  person,
  peer,
}) => {
  const [ben, cam] = [await peer(), await peer()];
  const { ana, first, second } = await withTwoAccounts(person);
  const { page } = ana;
  await ben.sendText(first.address, "to the first");
  await cam.sendText(second.address, "to the second");
  await letIn(page, rowOf(page, cam.address));
  const other = await ana.context.newPage();
  await other.goto("/");
  await expectAccount(other, second.address);

  await switchAccount(page, first.address);
  await expectAccount(other, first.address);
  await letIn(page, rowOf(page, ben.address));
  for (const each of [page, other]) {
    await expect(rowOf(each, ben.address)).toContainText("to the first");
    await expect(rowOf(each, cam.address)).toHaveCount(0);
  }
  await openFromList(ana, ben.address);
  await composerOf(page).fill("half a thought");

  await switchAccount(other, second.address);
  await expectAccount(page, second.address);
  for (const each of [page, other]) {
    await expect(each).toHaveURL("/");
    await expect(rowOf(each, cam.address)).toContainText("to the second");
    await expect(rowOf(each, ben.address)).toHaveCount(0);
  }
  await page.goto(`/dm/${ben.address}`);
  await expect(page.getByText(thread.empty.title)).toBeVisible();
  await expect(composerOf(page)).toHaveValue("");

  await page.goto("/");
  await switchAccount(page, first.address);
  await openFromList(ana, ben.address);
  await expect(composerOf(page)).toHaveValue("half a thought");
  expect(ana.wallet.signatureRequests).toHaveLength(2);
});

test("what is written as one account leaves as that account, now or when it is open again", async ({
  person,
  peer,
  network,
  complaints,
}) => {
  complaints.allow(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|Failed to load resource/);
  const ben = await peer();
  const { ana, first, second } = await withTwoAccounts(person);
  const { page } = ana;
  const goTo = async (account: WalletAccount) => {
    await switchAccount(page, account.address);
    await openFromList(ana, ben.address);
  };
  for (const account of [second, first]) {
    if (account === first) await switchAccount(page, first.address);
    await ben.sendText(account.address, "hello");
    await openFromList(ana, ben.address);
  }

  // Not a moment between the writing and the switch, several times over.
  for (const turn of [0, 1, 2]) {
    await say(ana, `first ${turn}`);
    await goTo(second);
    await say(ana, `second ${turn}`);
    await goTo(first);
  }
  const said = (who: string, count = 3) => Array.from({ length: count }, (_, n) => `${who} ${n}`);
  await expect.poll(() => textsFrom(ben, first.address)).toEqual(["hello", ...said("first")]);
  await expect(bubbles(page)).toHaveCount(4);

  await network.stop();
  await expect(page.getByText(common.unreachable)).toBeVisible();
  await say(ana, "first waits");
  await goTo(second);
  await network.start();
  await say(ana, "second 3");
  await expect.poll(() => textsFrom(ben, second.address)).toEqual(["hello", ...said("second", 4)]);
  expect(await textsFrom(ben, first.address)).toEqual(["hello", ...said("first")]);
  await expect.poll(() => textsOn(page)).toEqual(["hello", ...said("second", 4)]);
  await goTo(first);
  await expect
    .poll(() => textsFrom(ben, first.address))
    .toEqual(["hello", ...said("first"), "first waits"]);
  await expect.poll(() => textsOn(page)).toEqual(["hello", ...said("first"), "first waits"]);
});

test("signing out of one goes on as the next; what is erased is its own", async ({
  person,
  peer,
}) => {
  const ben = await peer();
  const { ana, first, second } = await withTwoAccounts(person);
  const { page } = ana;
  await ben.sendText(second.address, "of the second");
  await openFromList(ana, ben.address);
  await switchAccount(page, first.address);
  await ben.sendText(first.address, "of the first");
  await letIn(page, rowOf(page, ben.address));
  await switchAccount(page, second.address);
  await expect.poll(() => keptFor(page, "of the first")).toBeGreaterThan(0);
  await expect.poll(() => keptFor(page, "of the second")).toBeGreaterThan(0);

  await signOut(page, wallet.signOut.erase);
  await expectAccount(page, first.address);
  await expect(rowOf(page, ben.address)).toContainText("of the first");
  expect(await keptFor(page, "of the second")).toBe(0);
  expect(await keptFor(page, "of the first")).toBeGreaterThan(0);
  const menu = await openAccountMenu(page);
  await expect(menu.getByText(wallet.menu.others)).toHaveCount(0);
  await page.keyboard.press("Escape");
  await openFromList(ana, ben.address);
  await signOut(page, wallet.signOut.keep);
  await expect(page.getByRole("button", { name: landing.signIn })).toBeVisible();
  await expect(page, "the address bar does not say whom one wrote with").toHaveURL("/");
  expect(ana.wallet.signatureRequests).toHaveLength(2);
});

test("adding a wallet can be given up at any step, and the inbox is there again", async ({
  person,
  peer,
}) => {
  const ben = await peer();
  const ana = await person("Ana");
  const [first, second] = ana.accounts as [WalletAccount, WalletAccount];
  const { page } = ana;
  await ana.open("/");
  await signIn(ana);
  await ben.sendText(first.address, "still here");
  await letIn(page, rowOf(page, ben.address));
  ana.wallet.switchTo(second);
  await (await openAccountMenu(page)).getByRole("menuitem", { name: wallet.menu.add }).click();
  await page.keyboard.press("Escape");
  await expectAccount(page, first.address);

  ana.wallet.failNext(4001);
  await (await openAccountMenu(page)).getByRole("menuitem", { name: wallet.menu.add }).click();
  await page.getByRole("button", { name: "Lantern Wallet" }).click();
  await expect(page.getByText(errors.wallet.rejected)).toBeVisible();
  await page.getByRole("button", { name: "Lantern Wallet" }).click();
  await expect(page.getByText(wallet.explain.proves)).toBeVisible();
  await expect(rowOf(page, ben.address), "under the dialog").toHaveCount(1);
  await page.getByRole("button", { name: wallet.otherWallet }).click();
  await expect(page.getByRole("button", { name: "Lantern Wallet" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expectAccount(page, first.address);
  await openFromList(ana, ben.address);
  await say(ana, "and so am I");
  await expect.poll(() => textsFrom(ben, first.address)).toEqual(["still here", "and so am I"]);
  expect(ana.wallet.signatureRequests).toHaveLength(1);
  expect(await ben.canMessage(second.address), "nothing was registered").toBe(false);
});

test("accounts are switched by keyboard alone, and the focus stays at hand", async ({ person }) => {
  const { ana, first } = await withTwoAccounts(person);
  const { page } = ana;
  await accountButton(page).focus();
  await page.keyboard.press("Enter");
  const item = page.getByRole("menuitem", { name: /^Switch to/ });
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  await expect(page.locator("[role^=menuitem]").first()).toBeFocused();
  for (let presses = 0; presses < 10; presses++) {
    if (await item.evaluate((element) => element === document.activeElement)) break;
    const before = await focused();
    await page.keyboard.press("ArrowDown");
    // The menu moves the focus a moment after the key.
    await expect.poll(focused).not.toBe(before);
  }
  await expect(item).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(accountButton(page, first.address)).toBeFocused();
  await expect(page.getByRole("button", { name: inbox.newMessage }).first()).toBeVisible();
});
