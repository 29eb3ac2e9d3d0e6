import { expect, type FrameLocator, type Locator, type Page } from "@playwright/test";
import { parseAddress } from "../../../lib/identity/core/address.ts";
import { short } from "./at-parley.ts";
import { type HostSites, pageWithTag } from "./host-sites.ts";
import type { Person } from "./person.ts";
import { inbox, landing, wallet } from "./words.ts";

type Told = {
  name: string;
  count?: number;
  from?: string;
  to?: string;
  code?: string;
  text?: string;
};
type DappWindow = {
  told: Told[];
  connect(): Promise<void>;
  parley(...told: unknown[]): unknown;
};

/** Where Parley is: in a frame, or in a window. */
type Parley = Pick<Page, "getByRole">;

/** Parley, in somebody's page. */
export const parleyIn = (page: Page): FrameLocator => page.frameLocator("iframe");

/** What the page was told of by events. */
export const toldTo = (page: Page): Promise<Told[]> =>
  page.evaluate(() => (window as unknown as DappWindow).told);

/** The page connects its visitor's wallet, and lends it. */
export const connectWallet = (page: Page): Promise<void> =>
  page.evaluate(() => (window as unknown as DappWindow).connect());

/** Opens a dapp that has the chat by its tag, and connects the visitor's wallet there. */
export async function visitDapp(
  page: Page,
  { hosts, appUrl }: { hosts: HostSites; appUrl: string },
  more = "",
  headers: Record<string, string> = {},
): Promise<void> {
  hosts.put("/", pageWithTag(appUrl, "", more), headers);
  await page.goto(hosts.origin("one"));
  await connectWallet(page);
}

/** The page tells the chat of its tag something. */
export const tell = (page: Page, ...told: unknown[]): Promise<void> =>
  page.evaluate((given) => {
    (window as unknown as DappWindow).parley(...given);
  }, told);

/** Whose conversation is open in the chat, by their composer. */
export const composerIn = (page: Page, address: string): Locator =>
  composerAt(parleyIn(page), address);

/**
 * The visitor sends what a page puts into a composer, once it is there: they have to press on it before the
 * key does so.
 */
export async function sendFrom(composer: Locator): Promise<void> {
  await expect(composer).not.toHaveValue("");
  await composer.click();
  await composer.press("Enter");
}

function composerAt(parley: Parley, address: string): Locator {
  return parley.getByRole("textbox", { name: new RegExp(short(parseAddress(address))) });
}

/**
 * Signs in with the wallet that the page lends, from the first sight of the frame to the inbox, or
 * to the conversation that the page has asked for.
 */
export async function signInThere({ page }: Pick<Person, "page">, peer?: string): Promise<void> {
  await signInFor(new URL(page.url()).host, parleyIn(page), peer);
}

/** The same in a window that the frame of that site opened. */
export async function signInFor(site: string, parley: Parley, peer?: string): Promise<void> {
  await parley.getByRole("button", { name: landing.signIn }).click();
  await parley.getByRole("button", { name: wallet.choose.lent.replace("{site}", site) }).click();
  await parley.getByRole("button", { name: wallet.explain.action }).click();
  const list = parley.getByRole("button", { name: inbox.newMessage }).first();
  await expect(peer === undefined ? list : composerAt(parley, peer)).toBeVisible();
}
