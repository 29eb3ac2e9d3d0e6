import type { Page } from "@playwright/test";
import { expectAccessible } from "./harness/accessible.ts";
import {
  addressOf,
  composerOf,
  letIn,
  rowOf,
  say,
  short,
  signIn,
  writeTo,
} from "./harness/at-parley.ts";
import type { Person, PersonOptions } from "./harness/person.ts";
import { expect, test } from "./harness/test.ts";
import { common, conversation, inbox, palette, settings } from "./harness/words.ts";

async function signedIn(
  person: (name: string, options?: PersonOptions) => Promise<Person>,
  context: object = {},
): Promise<Person> {
  const ana = await person("Ana", { context });
  await ana.open("/");
  await signIn(ana);
  return ana;
}

const finder = (page: Page) => page.getByRole("combobox", { name: palette.label });
const answer = (page: Page) => page.getByRole("option", { selected: true });

/** Opens the palette, types, and takes the first answer. */
async function command(page: Page, typed: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(finder(page)).toBeFocused();
  await finder(page).fill(typed);
  await page.keyboard.press("Enter");
  await expect(finder(page)).toHaveCount(0);
}

test("the palette leads to everybody and does everything, and gives the focus back", async ({
  person,
  peer,
}) => {
  const [ben, cleo, dan] = [await peer(), await peer(), await peer()];
  const ana = await signedIn(person);
  const { page } = ana;
  for (const { address, sendText } of [ben, cleo]) {
    await sendText(addressOf(ana), "hello");
    await letIn(page, rowOf(page, address));
  }
  await command(page, ben.address.slice(2, 8));
  await expect(composerOf(page, ben.address)).toBeFocused();

  await page.keyboard.press("Control+k");
  await expect(finder(page)).toBeFocused();
  await expectAccessible(page, "the palette");
  await expect(answer(page)).toHaveText(short(cleo.address));
  await page.keyboard.press("ArrowDown");
  await expect(answer(page)).toHaveText(short(ben.address));
  await page.keyboard.press("Escape");
  await expect(composerOf(page, ben.address)).toBeFocused();

  await command(page, conversation.pin);
  await expect(rowOf(page, ben.address)).toContainText(conversation.pinned);
  await command(page, "dark");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await command(page, `${settings.title} ${settings.sections.privacy}`);
  await expect(page.getByRole("heading", { name: settings.title })).toBeVisible();
  await command(page, palette.archive);
  await expect(
    page.getByRole("heading", { name: conversation.archived.title, level: 1 }),
  ).toBeVisible();
  await command(page, dan.address);
  await expect(composerOf(page, dan.address)).toBeVisible();
  await command(page, palette.compose);
  await expect(page.getByLabel(inbox.compose.label)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByLabel(inbox.compose.label)).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await finder(page).fill("qwertyuiop");
  await expect(page.getByText(palette.nothing)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(finder(page)).toBeVisible();
});

test("keys go from conversation to conversation, close, and are listed", async ({
  person,
  peer,
}) => {
  const peers = [await peer(), await peer(), await peer()];
  const ana = await signedIn(person);
  const { page } = ana;
  for (const { address } of peers) {
    await writeTo(ana, address);
    await say(ana, "hello");
  }
  const [third, second, first] = peers.map(({ address }) => composerOf(page, address));
  if (!first || !second || !third) throw new Error("Three were asked for");
  // Keys go by the list, which has the newest on top once that is written.
  const addresses = peers.map(({ address }) => address);
  await expect
    .poll(() =>
      page.locator("nav a").evaluateAll((rows) => rows.map((row) => row.getAttribute("href"))),
    )
    .toEqual(addresses.toReversed().map((address) => `/dm/${address}`));
  await expect(first).toBeFocused();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(second).toBeFocused();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(third).toBeFocused();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(third).toBeFocused();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(second).toBeFocused();

  await page.keyboard.type("why?");
  await expect(second).toHaveValue("why?");
  await page.keyboard.press("Escape");
  await expect(second).toHaveCount(0);
  await expect(rowOf(page, peers[1]?.address ?? "")).toBeFocused();

  const sheet = page.getByRole("dialog", { name: palette.shortcuts.title });
  await page.keyboard.press("?");
  await expect(sheet).toBeVisible();
  await expectAccessible(page, "the list of shortcuts");
  await sheet.getByRole("switch", { name: palette.shortcuts.characters }).uncheck();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(rowOf(page, peers[1]?.address ?? "")).toBeFocused();
  await page.keyboard.press("?");
  await page.keyboard.press("Control+/");
  await expect(sheet).toBeVisible();
  await sheet.getByRole("button", { name: common.close }).click();
  await expect(sheet).toBeHidden();
});
