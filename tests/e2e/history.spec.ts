import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { parseAddress } from "../../lib/identity/core/address.ts";
import type { HeadlessClient } from "../../local-stack/testing/index.ts";
import { addressOf, openFromList, say, signIn, textsOn, writeTo } from "./harness/at-parley.ts";
import type { Person } from "./harness/person.ts";
import { expect, test } from "./harness/test.ts";
import { errors, history } from "./harness/words.ts";

const SAID = ["one", "two", "an answer", "three"];

/** Ana talked with Ben, on her first device. */
async function talked(ana: Person, ben: HeadlessClient): Promise<void> {
  await ana.open("/");
  await signIn(ana);
  await writeTo(ana, parseAddress(ben.address));
  await say(ana, "one");
  await say(ana, "two");
  await expect.poll(async () => (await ben.listTexts(addressOf(ana))).length).toBe(2);
  await ben.sendText(addressOf(ana), "an answer");
  await expect.poll(() => textsOn(ana.page)).toHaveLength(3);
  await say(ana, "three");
  await expect.poll(async () => (await ben.listTexts(addressOf(ana))).length).toBe(4);
}

async function save(page: Page, action: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: action }).click(),
  ]);
  return readFile(await download.path());
}

test("an archive takes the history to another device, which goes on from there", async ({
  person,
  peer,
}) => {
  const [ana, ben] = [await person("Ana"), await peer()];
  await talked(ana, ben);
  await ana.page.goto("/settings/history");
  await ana.page.getByRole("button", { name: history.save.action }).click();
  await expect(
    ana.page.getByText("One conversation with 4 messages are in the archive."),
  ).toBeVisible();
  const archive = await save(ana.page, history.save.saveFile);
  const words = (await save(ana.page, history.save.saveWords)).toString().trim();
  const shown = ana.page.getByRole("list", { name: history.save.words }).getByRole("listitem");
  expect(await shown.allTextContents()).toEqual(words.split(" "));
  await ana.page.close();

  const second = await person("Ana's second device", { accounts: ana.accounts });
  const { page } = second;
  await second.open("/");
  await signIn(second);
  await page.getByRole("link", { name: history.newDevice.action }).click();
  await page.getByLabel(history.restore.file, { exact: true }).setInputFiles({
    name: "parley.archive",
    mimeType: "application/octet-stream",
    buffer: archive,
  });
  const field = page.getByLabel(history.restore.words, { exact: true });
  const restore = page.getByRole("button", { name: history.restore.action, exact: true });
  await field.fill(words.split(" ").reverse().join(" "));
  await restore.click();
  await expect(page.getByText(errors.archive.words)).toBeVisible();
  await field.fill(words);
  await restore.click();
  await expect(page.getByText("4 messages were restored.")).toBeVisible();

  await openFromList(second, parseAddress(ben.address));
  await expect.poll(() => textsOn(page)).toEqual(SAID);
  await say(second, "from the second device");
  await expect
    .poll(async () => (await ben.listTexts(addressOf(ana))).map(({ text }) => text))
    .toEqual([...SAID, "from the second device"]);
  await expect.poll(() => textsOn(page)).toEqual([...SAID, "from the second device"]);
});

test("a new device gets the history from one that is open", async ({ person, peer }) => {
  const [ana, ben] = [await person("Ana"), await peer()];
  await talked(ana, ben);
  const second = await person("Ana's second device", { accounts: ana.accounts });
  await second.open("/");
  await signIn(second);
  await second.page.getByRole("link", { name: history.newDevice.action }).click();
  await second.page.getByRole("button", { name: history.bring.action }).click();
  await expect(second.page.getByText(history.bring.asking)).toBeVisible();
  await expect(second.page.getByText(/^4 messages came/)).toBeVisible({ timeout: 60_000 });
  await openFromList(second, parseAddress(ben.address));
  await expect.poll(() => textsOn(second.page)).toEqual(SAID);
});
