import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { parseAddress } from "../../lib/identity/core/address.ts";
import type { HeadlessClient } from "../../local-stack/testing/index.ts";
import {
  addressOf,
  bubbles,
  composerOf,
  letIn,
  openFromList,
  requestsOf,
  say,
  sayAtOnce,
  short,
  signIn,
  TALL,
  textsOn,
  writeTo,
} from "./harness/at-parley.ts";
import { keptFor } from "./harness/kept.ts";
import type { Person } from "./harness/person.ts";
import { expect, test } from "./harness/test.ts";
import { errors, history, inbox, thread } from "./harness/words.ts";

const SAID = ["one", "two", "an answer", "three"];
const GROUP = "The crew";
const MEGABYTE = 1024 * 1024;

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

/** A group that Ben makes with Ana and Cleo, in which all three have written. */
async function talkedInGroup(ana: Person, ben: HeadlessClient, cleo: HeadlessClient) {
  const found = await ben.client.findInboxIdByIdentity(identityOf(ben, addressOf(ana)));
  const group = await ben.client
    .conversations()
    .createGroupByInboxIds([String(found), cleo.inboxId], { groupName: GROUP });
  await group.sendText("welcome aboard");
  await cleo.client.conversations().syncAllConversations();
  await cleo.client.conversations().findGroupById(group.id()).sendText("glad to be here");
  await openGroup(ana.page);
  await expect.poll(() => textsOn(ana.page)).toContain("glad to be here");
  await say(ana, "me too");
  await expect(bubbles(ana.page).last()).toContainText("me too");
  // From now on it has the time that the network knows it by.
  await expect(bubbles(ana.page).last()).toContainText(thread.state.sent);
  return group;
}

function identityOf({ libxmtp }: HeadlessClient, address: string) {
  return { identifier: address.toLowerCase(), identifierKind: libxmtp.IdentifierKind.Ethereum };
}

async function openGroup(page: Page): Promise<void> {
  const row = page.getByRole("link", { name: new RegExp(`^${GROUP}`) });
  await expect(row.or(requestsOf(page)).first()).toBeVisible();
  if (await row.isVisible()) await row.click();
  else await letIn(page, row);
  await expect(page.getByRole("heading", { name: GROUP })).toBeVisible();
}

/**
 * All conversations with all that is said in them, by whom and when, as it is read out. The members
 * of a group have their addresses once the network has told them.
 */
async function historyOn(page: Page): Promise<Record<string, string[]>> {
  const rows = page.getByRole("navigation", { name: inbox.title }).getByRole("link");
  const all: Record<string, string[]> = {};
  for (const row of await rows.all()) {
    await row.click();
    await expect(row).toHaveAttribute("aria-current", "page");
    const title = await page.getByRole("heading", { level: 1 }).last().textContent();
    await expect(bubbles(page).first()).toBeVisible();
    all[title ?? ""] = await bubbles(page).evaluateAll((articles) =>
      articles
        .map((article) => ({
          said: article.getAttribute("aria-label") ?? "",
          top: article.getBoundingClientRect().top,
        }))
        .sort((a, b) => a.top - b.top)
        .map(({ said }) => said),
    );
  }
  return all;
}

test("an archive takes all conversations to another device, message for message, which goes on from there", async ({
  person,
  peer,
}) => {
  const [ana, ben, cleo] = [await person("Ana", { context: TALL }), await peer(), await peer()];
  await talked(ana, ben);
  await talkedInGroup(ana, ben, cleo);
  const inGroup = {
    [short(ben.address)]: "welcome aboard",
    [short(cleo.address)]: "glad to be here",
  };
  for (const [name, text] of Object.entries(inGroup)) {
    await expect(bubbles(ana.page).and(ana.page.getByLabel(name)).getByText(text)).toBeVisible();
  }
  const before = await historyOn(ana.page);
  expect(Object.keys(before).sort()).toEqual([short(ben.address), GROUP].sort());
  expect(before[short(ben.address)]).toHaveLength(4);
  expect(before[GROUP]).toHaveLength(3);
  await ana.page.goto("/settings/history");
  await ana.page.getByRole("button", { name: history.save.action }).click();
  await expect(
    ana.page.getByText("The archive holds 2 conversations with 7 messages."),
  ).toBeVisible();
  const archive = await save(ana.page, history.save.saveFile);
  const words = (await save(ana.page, history.save.saveWords)).toString().trim();
  const shown = ana.page.getByRole("list", { name: history.save.words }).getByRole("listitem");
  expect(await shown.allTextContents()).toEqual(words.split(" "));
  await ana.page.close();

  const second = await person("Ana's second device", { accounts: ana.accounts, context: TALL });
  const { page } = second;
  await second.open("/");
  await signIn(second);
  await expect(page.getByText(history.newDevice.body)).toBeVisible();
  await expect.poll(() => keptFor(page, "awaitsHistory")).toBeGreaterThan(0);
  await page.reload();
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
  await field.fill("");
  await page.getByLabel(history.restore.wordsFile, { exact: true }).setInputFiles({
    name: "parley.words.txt",
    mimeType: "text/plain",
    buffer: Buffer.from(`${words}\n`),
  });
  await restore.click();
  await expect(page.getByText("7 messages were restored.")).toBeVisible();
  await expect.poll(() => historyOn(page)).toEqual(before);
  await page.reload();
  await expect(page.getByRole("heading", { name: inbox.title, exact: true })).toBeVisible();
  await expect(page.getByText(history.newDevice.body)).toBeHidden();

  await openFromList(second, parseAddress(ben.address));
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

/** Notes what the page asks of the browser's storage, and answers for it: yes, it is kept. */
function answerPersist(): void {
  let isKept = false;
  const manager = navigator.storage;
  manager.persisted = async () => isKept;
  manager.persist = async () => {
    document.documentElement.dataset.persistAsked = "yes";
    isKept = true;
    return true;
  };
}

test("the browser is asked to keep messages once there are some, and is told about in the settings", async ({
  person,
  peer,
}) => {
  const [ana, ben] = [await person("Ana"), await peer()];
  const { page } = ana;
  await ana.context.addInitScript(answerPersist);
  const root = page.locator("html");
  await ana.open("/");
  await signIn(ana);
  await page.goto("/settings/history");
  const space = page.getByRole("region", { name: history.storage.title });
  await expect(space).toContainText(/\d+(\.\d)? MB used of [\d,]+ MB that this browser allows/);
  await expect(space).toContainText(history.storage.mayGo);
  await expect(root).not.toHaveAttribute("data-persist-asked");
  await writeTo(ana, ben.address);
  await say(ana, "worth keeping");
  await expect(root).toHaveAttribute("data-persist-asked", "yes");
  await page.goBack();
  await expect(space).toContainText(history.storage.kept);
});

test("little space is told before it runs out; what does not fit any more is told, and leaves when there is room", async ({
  person,
  peer,
  world,
}) => {
  const [ana, ben] = [await person("Ana"), await peer()];
  const { page } = ana;
  const received = async () => (await ben.listTexts(addressOf(ana))).map(({ text }) => text);
  await ana.open("/");
  await signIn(ana);
  await writeTo(ana, ben.address);
  await say(ana, "there is room");
  await expect.poll(received).toEqual(["there is room"]);
  // What the app keeps of itself, to open offline, takes room as well.
  const usage = () => page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
  await expect.poll(usage).toBeGreaterThan(20 * MEGABYTE);
  await page.reload();
  await expect(composerOf(page)).toBeVisible();
  await expect(page.getByText(history.storage.low)).toBeHidden();

  const browser = await ana.context.newCDPSession(page);
  const allow = async (moreBytes?: number) =>
    browser.send("Storage.overrideQuotaForOrigin", {
      origin: world.appUrl,
      ...(moreBytes !== undefined && { quotaSize: (await usage()) + moreBytes }),
    });
  await allow(45 * MEGABYTE);
  await page.reload();
  await expect(page.getByText(history.storage.low)).toBeVisible();
  await say(ana, "still room");
  await expect.poll(received).toEqual(["there is room", "still room"]);

  await allow(0.1 * MEGABYTE);
  const long = "a long one ".repeat(30_000);
  await sayAtOnce(page, long);
  const failure = page.getByRole("article").filter({ hasText: errors.storage.full });
  await expect(failure).toBeVisible();
  await allow();
  await failure.getByRole("button", { name: thread.failed.retry }).click();
  await expect(failure).toBeHidden();
  await expect.poll(received).toEqual(["there is room", "still room", long.trim()]);
});
