import type { Locator, Page } from "@playwright/test";
import type { HeadlessClient } from "../../local-stack/testing/index.ts";
import { expectAccessible } from "./harness/accessible.ts";
import { addWallet, expectAccount, signOut, switchAccount } from "./harness/accounts.ts";
import {
  addressOf,
  bubbles,
  composerOf,
  openFromList,
  requestsOf,
  rowOf,
  say,
  short,
  signIn,
  writeTo,
} from "./harness/at-parley.ts";
import { keptFor } from "./harness/kept.ts";
import type { Person } from "./harness/person.ts";
import { expect, test } from "./harness/test.ts";
import { conversation, search, thread, wallet } from "./harness/words.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true } as const;

/** Said long ago, among much else. */
const OLD = [
  "¿Vienes mañana a la estación?",
  "東京タワーに行ったよ、また行きたい",
  "The soundings are on the old chart",
];
const AGO = 250;

/** Writes to somebody, all in one conversation and in this order. */
async function writeAll(
  { client, libxmtp }: HeadlessClient,
  address: string,
  texts: readonly string[],
): Promise<void> {
  const conversation = await client.conversations().createDm({
    identifier: address.toLowerCase(),
    identifierKind: libxmtp.IdentifierKind.Ethereum,
  });
  for (const [index, text] of texts.entries()) {
    await conversation.sendText(text, { optimistic: true });
    if (index % 100 === 99) await conversation.publishMessages();
  }
  await conversation.publishMessages();
}

/** Ana, to whom Ben wrote a lot; what is looked for is at its beginning. */
async function withMuchWritten(ana: Person, ben: HeadlessClient): Promise<void> {
  await ana.open("/");
  await signIn(ana);
  const since = Array.from({ length: AGO }, (_, n) => `line ${n} of all that came after`);
  await writeAll(ben, addressOf(ana), ["The first of all", ...OLD, ...since]);
  await openFromList(ana, ben.address);
  await ana.page.goto("/");
  await expect(rowOf(ana.page, ben.address)).toContainText(since.at(-1) ?? "");
}

function fieldOf(page: Page): Locator {
  return page.getByRole("combobox", { name: search.label });
}

function found(page: Page): Locator {
  return page.getByRole("listbox", { name: search.results }).getByRole("option");
}

function bubbleWith(page: Page, text: string): Locator {
  return bubbles(page).filter({ hasText: text });
}

async function deleteMessage(page: Page, text: string, how: string): Promise<void> {
  await bubbleWith(page, text).hover();
  await bubbleWith(page, text).getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("button", { name: how }).click();
}

test("an old message is found by its words in any script, and shown in its place", async ({
  person,
  peer,
}) => {
  const [ana, ben] = [await person("Ana"), await peer()];
  const { page } = ana;
  await withMuchWritten(ana, ben);
  await page.reload();
  await expect(rowOf(page, ben.address)).toBeVisible();

  await page.keyboard.press("Control+f");
  await expect(fieldOf(page)).toBeFocused();
  await fieldOf(page).fill("ESTACION manana");
  await expect(found(page)).toHaveCount(1);
  await expect(found(page)).toContainText(["¿Vienes mañana a la estación?"]);
  await expect(found(page).locator("mark")).toHaveText(["mañana", "estación"]);
  await expect(page.getByRole("status").getByText("No people, 1 message.")).toBeAttached();
  await fieldOf(page).press("Enter");
  const spanish = bubbleWith(page, "¿Vienes mañana a la estación?");
  await expect(spanish).toBeInViewport();
  await expect(spanish).toBeFocused();
  await expect(bubbles(page).first()).toContainText("The first of all");
  await expect(bubbleWith(page, `line ${AGO - 1} `)).toHaveCount(0);

  await fieldOf(page).fill("タワー");
  await expect(found(page)).toContainText(["東京タワー"]);
  await found(page).click();
  const japanese = bubbleWith(page, "東京タワー");
  await expect(japanese).toBeInViewport();
  await expect(japanese).toBeFocused();

  // From there one reads on to the present, message by message.
  const log = page.getByRole("log");
  await expect(async () => {
    await log.evaluate((element) => element.scrollBy(0, 2_000));
    await expect(bubbleWith(page, `line ${AGO - 1} `)).toBeInViewport({ timeout: 200 });
  }).toPass();
  await fieldOf(page).fill("sound");
  await expect(found(page)).toContainText(["The soundings"]);
  await fieldOf(page).press("Enter");
  await expect(bubbleWith(page, "The soundings")).toBeInViewport();
  await page.getByRole("button", { name: thread.jump }).click();
  await expect(bubbleWith(page, `line ${AGO - 1} `)).toBeInViewport();

  // And from the present back to the beginning, all on one day.
  await expect(async () => {
    await log.evaluate((element) => element.scrollBy(0, -2_000));
    await expect(bubbleWith(page, "The first of all")).toBeInViewport({ timeout: 200 });
  }).toPass();
  await page.getByRole("button", { name: thread.jump }).click();
  await expect(bubbleWith(page, `line ${AGO - 1} `)).toBeInViewport();

  await fieldOf(page).fill(ben.address.slice(0, 9));
  await expect(found(page)).toContainText([short(ben.address)]);
  await fieldOf(page).fill("nothing of the kind");
  await expect(page.getByText("Nothing found for “nothing of the kind”")).toBeVisible();
  await expectAccessible(page, "nothing found");
  await fieldOf(page).fill("line");
  await expect(found(page)).toHaveCount(31);
  await expectAccessible(page, "what was found");
  await fieldOf(page).press("Escape");
  await expect(bubbleWith(page, `line ${AGO - 1} `), "Escape leaves what is open").toBeInViewport();
  await expect(rowOf(page, ben.address)).toBeVisible();
});

test("one goes through the messages of a conversation that have a word", async ({
  person,
  peer,
}) => {
  const [ana, ben] = [await person("Ana"), await peer()];
  const { page } = ana;
  await withMuchWritten(ana, ben);
  await writeAll(ben, addressOf(ana), ["By the way, the chart is found"]);
  await openFromList(ana, ben.address);
  await composerOf(page).fill("half a thought");
  await page.keyboard.press("Control+f");
  const bar = page.getByRole("textbox", { name: /^Search in the conversation/ });
  await expect(bar).toBeFocused();
  await bar.fill("chart");
  await expect(bubbleWith(page, "the chart is found")).toBeInViewport();
  await expect(page.getByText("1 of 2", { exact: true })).toBeVisible();
  await bar.press("Enter");
  await expect(bubbleWith(page, "The soundings")).toBeInViewport();
  await expect(page.getByText("2 of 2", { exact: true })).toBeVisible();
  await expect(bar).toBeFocused();
  await expectAccessible(page, "a search in a conversation");
  await page.getByRole("button", { name: search.thread.newer }).click();
  await expect(bubbleWith(page, "the chart is found")).toBeInViewport();
  await bar.press("Escape");
  await expect(composerOf(page)).toBeFocused();
  await expect(composerOf(page)).toHaveValue("half a thought");
});

test("what is said while one looks is found, in every tab and on a phone", async ({
  person,
  peer,
}) => {
  const [ana, ben] = [await person("Ana", { context: PHONE }), await peer()];
  await ana.open("/");
  await signIn(ana);
  await ben.sendText(addressOf(ana), "hello");
  await expect(requestsOf(ana.page)).toBeVisible();
  const second = await ana.context.newPage();
  await second.goto("/");
  await expect(requestsOf(second)).toBeVisible();
  for (const page of [ana.page, second]) {
    await fieldOf(page).fill("lighth");
    await expect(page.getByText(/^Nothing found/)).toBeVisible();
  }
  await ben.sendText(addressOf(ana), "I can see the lighthouse");
  for (const page of [ana.page, second]) {
    await expect(found(page)).toHaveCount(1);
    await expect(found(page), "Ben was not let in yet").toContainText(search.request);
  }
  await found(second).click();
  await expect(bubbleWith(second, "the lighthouse")).toBeInViewport();
  await second.goBack();
  await expect(fieldOf(second)).toHaveValue("lighth");
  await expect(found(second)).toHaveCount(1);
});

test("what is deleted, and who is blocked, is found no more while one looks on", async ({
  person,
}) => {
  const [ana, ben] = [await person("Ana"), await person("Ben")];
  await Promise.all([ana.open("/"), ben.open("/")]);
  await Promise.all([signIn(ana), signIn(ben)]);
  await writeTo(ana, addressOf(ben));
  await say(ana, "harbour one");
  await openFromList(ben, addressOf(ana));
  await say(ben, "harbour two");
  await say(ben, "harbour three");
  await expect(bubbles(ana.page)).toHaveCount(3);
  await fieldOf(ana.page).fill("harb");
  await expect(found(ana.page)).toHaveCount(3);

  await deleteMessage(ben.page, "harbour two", "Delete for everyone");
  await expect(found(ana.page)).toHaveCount(2);
  await expect(found(ana.page).filter({ hasText: "two" })).toHaveCount(0);
  await deleteMessage(ana.page, "harbour three", "Delete for me");
  await expect(found(ana.page)).toHaveCount(1);
  await expect.poll(() => indexed(ana.page, "harbour")).toBe(true);
  for (const word of ["two", "three"]) {
    await expect.poll(() => indexed(ana.page, word)).toBe(false);
  }

  await ana.page.getByRole("button", { name: conversation.more }).last().click();
  await ana.page.getByRole("menuitem", { name: /^Block/ }).click();
  await expect(ana.page.getByText("You blocked")).toBeVisible();
  await expect(found(ana.page)).toHaveCount(0);
});

test("nothing of one account is found by another, or left when it is erased", async ({
  person,
  peer,
}) => {
  const [ana, ben] = [await person("Ana"), await peer()];
  const { page } = ana;
  const [first, second] = ana.accounts;
  if (!first || !second) throw new Error("Ana has two accounts");
  await ana.open("/");
  await signIn(ana);
  await ben.sendText(first.address, "the unmistakable secret");
  await expect(requestsOf(page)).toBeVisible();
  await fieldOf(page).fill("unmistak");
  await expect(found(page)).toHaveCount(1);

  await addWallet(ana, second);
  await ben.sendText(second.address, "hello, second");
  await expect(requestsOf(page)).toBeVisible();
  await fieldOf(page).fill("hello");
  await expect(found(page)).toHaveCount(1);
  await fieldOf(page).fill("unmistak");
  await expect(page.getByText(/^Nothing found for/)).toBeVisible();

  await switchAccount(page, first.address);
  await fieldOf(page).fill("unmistak");
  await expect(found(page)).toHaveCount(1);
  await expect.poll(() => indexed(page, "unmistakable")).toBe(true);
  await signOut(page, wallet.signOut.erase);
  // The next account is there when that of the one before is erased.
  await expectAccount(page, second.address);
  expect(await keptFor(page, "unmistakable")).toBe(0);
});

/** Whether the index on this device's disk has a word. */
async function indexed(page: Page, word: string): Promise<boolean> {
  return page.evaluate(async (wanted) => {
    const { name = "" } =
      (await indexedDB.databases()).find((each) => each.name?.startsWith("parley-search-")) ?? {};
    if (name === "") return false;
    const opening = indexedDB.open(name);
    await new Promise((resolve) => {
      opening.onsuccess = resolve;
    });
    const all = opening.result.transaction("segments").objectStore("segments").getAll();
    await new Promise((resolve) => {
      all.onsuccess = resolve;
    });
    opening.result.close();
    return all.result.some(({ terms }: { terms: string }) => terms.includes(wanted));
  }, word);
}
