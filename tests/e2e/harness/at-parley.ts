import { expect, type Locator, type Page } from "@playwright/test";
import type { Person } from "./person.ts";

/** Signs in with the person's wallet, from whatever page they are on to their usable inbox. */
export async function signIn({ page }: Pick<Person, "page">): Promise<void> {
  await page.getByRole("button", { name: "Sign in with your wallet" }).click();
  await page.getByRole("button", { name: "Lantern Wallet" }).click();
  await page.getByRole("button", { name: "Sign to start" }).click();
  await expect(page.getByRole("button", { name: "New message" }).first()).toBeVisible();
}

export function addressOf({ accounts }: Pick<Person, "accounts">): `0x${string}` {
  const address = accounts[0]?.address;
  if (address === undefined) throw new Error("This person has no account");
  return address;
}

/** Opens the conversation with somebody the way people do: by their address. */
export async function writeTo({ page }: Pick<Person, "page">, address: string): Promise<void> {
  await page.getByRole("button", { name: "New message" }).first().click();
  await page.getByLabel("Address or name").fill(address);
  await page.getByRole("button", { name: "Open the conversation" }).click();
  // Of this conversation: another one may have been open before.
  await expect(composerOf(page, address)).toBeVisible();
}

/**
 * Opens the conversation in the list whose title is the short form of the address; one of a
 * stranger from among the requests, and lets them in.
 */
export async function openFromList({ page }: Person, address: string): Promise<void> {
  const row = rowOf(page, address);
  await expect(row.or(requestsOf(page)).first()).toBeVisible();
  if (await row.isVisible()) await row.click();
  else await letIn(page, row);
  await expect(composerOf(page, address)).toBeVisible();
}

/** The way to the requests, as long as there are any. */
export function requestsOf(page: Page): Locator {
  return page.getByRole("link", { name: /^Requests/ });
}

/** Lets a stranger in whose message waits among the requests; their conversation is open then. */
export async function letIn(page: Page, row: Locator): Promise<void> {
  await requestsOf(page).click();
  await row.click();
  await page.getByRole("button", { name: "Accept" }).click();
  await expect(page.getByRole("button", { name: "Accept" })).toHaveCount(0);
}

export function rowOf(page: Page, address: string): Locator {
  return page.getByRole("link", { name: new RegExp(short(address)) });
}

/** The composer on the screen, or only that of the conversation with an address. */
export function composerOf(page: Page, address?: string): Locator {
  const name = address === undefined ? "" : short(address);
  return page.getByRole("textbox", { name: new RegExp(`^Message to ${name}`) });
}

/** What somebody without a name is called. */
export function short(address: string): string {
  return `${address.slice(0, 6)}…${address.slice(-4)}`;
}

export async function say({ page }: Pick<Person, "page">, text: string): Promise<void> {
  await composerOf(page).fill(text);
  await composerOf(page).press("Enter");
}

/**
 * Types and sends in one moment: where nobody could type so fast, or so much. (A text of 400 kB that
 * is typed by the driver is laid out letter by letter.)
 */
export async function sayAtOnce(page: Page, text: string): Promise<void> {
  await composerOf(page).evaluate(async (area, words) => {
    const write = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set;
    write?.call(area, words);
    area.dispatchEvent(new Event("input", { bubbles: true }));
    await Promise.resolve();
    area.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  }, text);
}

export function bubbles(page: Page): Locator {
  return page.getByRole("log").getByRole("article");
}

/** What the thread on the screen says, in the order of the screen, without times and names. */
export async function textsOn(page: Page): Promise<string[]> {
  return bubbles(page).evaluateAll((articles) =>
    articles
      .map((article) => ({
        text: article.querySelector('[dir="auto"]')?.textContent ?? "",
        top: article.getBoundingClientRect().top,
      }))
      .sort((a, b) => a.top - b.top)
      .map(({ text }) => text),
  );
}

/** Where two lists say different things. */
export function differing(a: readonly string[], b: readonly string[]): string[] {
  const longer = a.length < b.length ? b : a;
  return longer.flatMap((_, at) => (a[at] === b[at] ? [] : [`${at}: ${a[at]} | ${b[at]}`]));
}

/** A window so tall that a virtualised thread of a hundred messages is all there. */
export const TALL = { viewport: { width: 1000, height: 9000 } } as const;
