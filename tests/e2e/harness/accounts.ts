import { expect, type Locator, type Page } from "@playwright/test";
import type { WalletAccount } from "../../fakes/wallet-account.ts";
import { short } from "./at-parley.ts";
import type { Person } from "./person.ts";
import { inbox, wallet } from "./words.ts";

/** The menu of who one is, opened. */
export async function openAccountMenu(page: Page): Promise<Locator> {
  await accountButton(page).click();
  const menu = page.getByRole("menu");
  await expect(menu).toBeVisible();
  return menu;
}

/** Says whose account is in use. */
export function accountButton(page: Page, address = ""): Locator {
  const shown = address && short(address);
  return page.getByRole("button", { name: new RegExp(`^Your account: ${shown}`) });
}

/** Adds the account of one's wallet to those of this device, from the inbox of another. */
export async function addWallet(
  { page, wallet: extension }: Pick<Person, "page" | "wallet">,
  account: WalletAccount,
): Promise<void> {
  extension.switchTo(account);
  await (await openAccountMenu(page)).getByRole("menuitem", { name: wallet.menu.add }).click();
  await page.getByRole("button", { name: "Lantern Wallet" }).click();
  await page.getByRole("button", { name: wallet.explain.action }).click();
  await expectAccount(page, account.address);
}

export async function switchAccount(page: Page, address: string): Promise<void> {
  await (await openAccountMenu(page))
    .getByRole("menuitem", { name: new RegExp(`^Switch to ${short(address)}`) })
    .click();
  await expectAccount(page, address);
}

export async function expectAccount(page: Page, address: string): Promise<void> {
  await expect(accountButton(page, address)).toBeVisible();
  await expect(page.getByRole("heading", { name: inbox.title, level: 1 })).toBeVisible();
}

export async function signOut(page: Page, choice: string): Promise<void> {
  await (await openAccountMenu(page)).getByRole("menuitem", { name: wallet.menu.signOut }).click();
  await page.getByRole("radio", { name: choice }).check();
  await page.getByRole("button", { name: wallet.signOut.action, exact: true }).click();
}
