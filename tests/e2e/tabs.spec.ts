import type { Page } from "@playwright/test";
import type { HeadlessClient } from "../../local-stack/testing/index.ts";
import {
  addressOf,
  bubbles,
  composerOf,
  differing,
  letIn,
  rowOf,
  say,
  sayAtOnce,
  signIn,
  TALL,
  textsOn,
  writeTo,
} from "./harness/at-parley.ts";
import type { Person } from "./harness/person.ts";
import { expect, test } from "./harness/test.ts";
import { common, inbox, landing, wallet } from "./harness/words.ts";

/** One more tab of somebody's profile, with the conversation with that address open. */
async function tabOn({ context }: Person, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`/dm/${address}`);
  await expect(composerOf(page, address)).toBeVisible();
  return page;
}

/** What others write to them from now on, as it comes. */
async function heardBy(peer: HeadlessClient): Promise<string[]> {
  const heard: string[] = [];
  await peer.streamTexts(({ senderInboxId, text }) => {
    if (senderInboxId !== peer.inboxId) heard.push(text);
  });
  return heard;
}

/** The browser ends the tab's process: nothing in it gets to run any more. */
async function crash(page: Page): Promise<void> {
  const ended = page.waitForEvent("crash");
  await page.goto("chrome://crash").catch(() => undefined);
  await ended;
}

test("three tabs are live together, and outlive the one that leads", async ({
  person,
  peer,
  complaints,
}) => {
  complaints.allow(/page crashed/);
  const [ana, ben] = [await person("Ana", { context: TALL }), await peer()];
  const heard = await heardBy(ben);
  await ana.open("/");
  await signIn(ana);
  await writeTo(ana, ben.address);
  const leader = ana.page;
  const [second, third] = [await tabOn(ana, ben.address), await tabOn(ana, ben.address)];

  // Whose words reach the leading tab first is nobody's promise: one after the other.
  const said = ["from the first", "from the second", "from the third"];
  for (const [index, page] of [leader, second, third].entries()) {
    await say({ page }, said[index] ?? "");
    await expect.poll(() => heard).toEqual(said.slice(0, index + 1));
  }
  await ben.sendText(addressOf(ana), "to all of you");
  for (const page of [leader, second, third]) {
    await expect.poll(() => textsOn(page)).toEqual([...heard, "to all of you"]);
  }

  const written = Array.from({ length: 20 }, (_, turn) => `${turn}`);
  for (const text of written.slice(0, 10)) await say({ page: second }, text);
  await crash(leader);
  for (const text of written.slice(10)) await say({ page: second }, text);
  await expect.poll(() => heard.slice(3)).toEqual(written);
  await ben.sendText(addressOf(ana), "still there?");
  for (const page of [second, third]) {
    await expect(bubbles(page).last()).toContainText("still there?");
    await expect(bubbles(page)).toHaveCount(4 + 20 + 1);
  }
  expect(heard).toHaveLength(23);
  expect(ana.wallet.signatureRequests).toHaveLength(1);
  const inboxId = ben.libxmtp.generateInboxId({
    identifier: addressOf(ana).toLowerCase(),
    identifierKind: ben.libxmtp.IdentifierKind.Ethereum,
  });
  const [state] = await ben.client.inboxStateFromInboxIds([inboxId], true);
  expect(state?.installations, "no tab registered a throwaway").toHaveLength(1);
});

test("the leader killed, then the next one closed, while all write and are written to", async ({
  person,
  peer,
  complaints,
}) => {
  test.slow();
  complaints.allow(/page crashed/);
  const [ana, ben] = [await person("Ana", { context: TALL }), await peer()];
  await ana.open("/");
  await signIn(ana);
  await writeTo(ana, ben.address);
  const first = ana.page;
  await say({ page: first }, "begin");
  const [second, third] = [await tabOn(ana, ben.address), await tabOn(ana, ben.address)];
  const written = new Map<string, string[]>([["first 0", ["begin"]]]);

  async function write(page: Page, who: string, count: number): Promise<void> {
    const texts: string[] = [];
    written.set(who, texts);
    for (let turn = 0; turn < count; turn++) {
      const text = `${who}, ${turn}`;
      await sayAtOnce(page, text);
      texts.push(text);
    }
  }
  async function answer(who: string, count: number): Promise<void> {
    const texts = Array.from({ length: count }, (_, turn) => `${who}, ${turn}`);
    written.set(who, texts);
    for (const text of texts) await ben.sendText(addressOf(ana), text);
  }
  /** Nobody stops for it, and nobody knows that it comes. */
  await Promise.all([
    write(first, "first 1", 5).then(() => crash(first)),
    write(second, "second 1", 12),
    write(third, "third 1", 12),
    answer("ben 1", 12),
  ]);
  await Promise.all([
    write(second, "second 2", 4).then(() => second.close()),
    write(third, "third 2", 8),
    answer("ben 2", 6),
  ]);

  const all = [...written.values()].flat();
  const atBen = async () => (await ben.listTexts(addressOf(ana))).map(({ text }) => text);
  await expect
    .poll(async () => (await atBen()).sort(), { message: "each once", timeout: 60_000 })
    .toEqual([...all].sort());
  await expect.poll(async () => differing(await textsOn(third), await atBen())).toEqual([]);
  const order = await atBen();
  for (const texts of written.values()) {
    expect(order.filter((text) => texts.includes(text))).toEqual(texts);
  }
  await expect(third.getByText(common.unreachable)).toHaveCount(0);
  const fourth = await tabOn(ana, ben.address);
  // A conversation opens with its newest fifty, and takes in more as it is scrolled.
  await expect
    .poll(async () => differing((await textsOn(fourth)).slice(-50), (await atBen()).slice(-50)))
    .toEqual([]);
  expect(ana.wallet.signatureRequests).toHaveLength(1);
});

test("tabs agree on what is read, and on who is signed in", async ({ person, peer }) => {
  const [ana, ben] = [await person("Ana"), await peer()];
  await ana.open("/");
  const other = await ana.context.newPage();
  await other.goto("/");
  await signIn(ana);
  await expect(other.getByRole("heading", { name: inbox.title, level: 1 })).toBeVisible();

  await ben.sendText(addressOf(ana), "hello");
  await letIn(ana.page, rowOf(ana.page, ben.address));
  await ana.page.goto("/");
  await ben.sendText(addressOf(ana), "read me once");
  for (const page of [ana.page, other]) {
    await expect(rowOf(page, ben.address)).toContainText("1");
  }
  await rowOf(other, ben.address).click();
  await expect(bubbles(other)).toHaveText([/hello/, /read me once/]);
  await expect(rowOf(ana.page, ben.address)).toHaveAccessibleName(/read me once/);
  await expect(rowOf(ana.page, ben.address).getByText("1", { exact: true })).toHaveCount(0);

  await other.getByRole("button", { name: /^Your account/ }).click();
  await other.getByRole("menuitem", { name: wallet.menu.signOut }).click();
  await other.getByRole("radio", { name: wallet.signOut.erase }).check();
  await other.getByRole("button", { name: wallet.signOut.action }).click();
  for (const page of [ana.page, other]) {
    await expect(page.getByRole("button", { name: landing.signIn })).toBeVisible();
  }
});
