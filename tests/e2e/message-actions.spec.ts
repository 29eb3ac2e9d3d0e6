import type { Locator, Page } from "@playwright/test";
import {
  addressOf,
  bubbles,
  composerOf,
  openFromList,
  rowOf,
  say,
  signIn,
  textsOn,
  writeTo,
} from "./harness/at-parley.ts";
import type { Person } from "./harness/person.ts";
import { expect, test } from "./harness/test.ts";

type MakePerson = (name: string) => Promise<Person>;

/** Two people in a conversation that both have accepted, with a first word of each. */
async function twoInTalk(person: MakePerson): Promise<[Person, Person]> {
  const [ana, ben] = await Promise.all([person("Ana"), person("Ben")]);
  await Promise.all([ana.open("/"), ben.open("/")]);
  await Promise.all([signIn(ana), signIn(ben)]);
  await writeTo(ana, addressOf(ben));
  await say(ana, "hello Ben");
  await openFromList(ben, addressOf(ana));
  await expect.poll(() => textsOn(ben.page)).toEqual(["hello Ben"]);
  await say(ben, "hello Ana");
  await expect.poll(() => textsOn(ana.page)).toEqual(["hello Ben", "hello Ana"]);
  await expect.poll(() => textsOn(ben.page)).toEqual(["hello Ben", "hello Ana"]);
  return [ana, ben];
}

function message(page: Page, text: string): Locator {
  return bubbles(page).filter({ has: page.locator('[dir="auto"]', { hasText: text }) });
}

/** Presses a button of the tools that show over a message. */
async function press(page: Page, text: string, button: string): Promise<void> {
  await message(page, text).hover();
  await message(page, text).getByRole("button", { name: button, exact: true }).click();
}

async function chooseInMenu(page: Page, text: string, entry: string): Promise<void> {
  await press(page, text, "More");
  await page.getByRole("menuitem", { name: entry }).click();
}

test("a reply shows what it stands on, and leads there, on both screens", async ({ person }) => {
  const [ana, ben] = await twoInTalk(person);
  await press(ben.page, "hello Ben", "Reply");
  await expect(composerOf(ben.page)).toBeFocused();
  await say(ben, "and how are you?");
  for (const { page } of [ana, ben]) {
    const reply = message(page, "and how are you?");
    await expect(reply.getByRole("button", { name: /hello Ben/ })).toBeVisible();
  }
  await message(ana.page, "and how are you?")
    .getByRole("button", { name: /hello Ben/ })
    .click();
  await expect(message(ana.page, "hello Ben").and(ana.page.locator("[data-target]"))).toBeVisible();
  await expect(rowOf(ana.page, addressOf(ben))).toContainText("and how are you?");
});

test("any emoji is felt on both screens, by both, and taken back", async ({ person }) => {
  const [ana, ben] = await twoInTalk(person);
  await press(ben.page, "hello Ben", "React");
  await ben.page.getByRole("button", { name: "👍" }).click();
  const thumb = message(ana.page, "hello Ben").getByRole("button", { name: /^👍/ });
  await expect(thumb).toHaveAttribute("aria-pressed", "false");
  await thumb.click();
  const thumbOfBen = message(ben.page, "hello Ben").getByRole("button", { name: /^👍.*You/ });
  await expect(thumbOfBen).toHaveText(/2/);
  await thumbOfBen.click();
  await expect(thumb).toHaveText("👍");
  await expect(thumb).toHaveAttribute("aria-pressed", "true");

  await press(ana.page, "hello Ana", "React");
  await ana.page.getByRole("button", { name: "Any other emoji" }).click();
  await ana.page.getByRole("combobox", { name: "Search emoji" }).fill("sailboat");
  await expect(ana.page.getByRole("option", { name: "sailboat" })).toBeVisible();
  await ana.page.keyboard.press("Enter");
  await expect(message(ben.page, "hello Ana").getByRole("button", { name: /⛵/ })).toBeVisible();
  await ben.page.reload();
  await expect(message(ben.page, "hello Ana").getByRole("button", { name: /⛵/ })).toBeVisible();
});

test("deleted for everyone is gone on both screens, and in both lists", async ({ person }) => {
  const [ana, ben] = await twoInTalk(person);
  await chooseInMenu(ben.page, "hello Ana", "Delete");
  await ben.page.getByRole("button", { name: "Delete for everyone" }).click();
  for (const { page } of [ana, ben]) {
    await expect(message(page, "hello Ana")).toHaveCount(0);
    await expect(page.getByRole("log")).toContainText("deleted");
  }
  await expect(rowOf(ana.page, addressOf(ben))).toContainText("Deleted message");
  await ben.page.reload();
  await expect(bubbles(ben.page).filter({ hasText: "You deleted this message." })).toBeVisible();
  await expect(message(ben.page, "hello Ana")).toHaveCount(0);
});

test("deleted for me is gone here and stays there; of others there is no more to do", async ({
  person,
}) => {
  const [ana, ben] = await twoInTalk(person);
  await chooseInMenu(ana.page, "hello Ana", "Delete");
  await expect(ana.page.getByRole("button", { name: "Delete for everyone" })).toHaveCount(0);
  await ana.page.getByRole("button", { name: "Delete for me" }).click();
  await expect.poll(() => textsOn(ana.page)).toEqual(["hello Ben"]);
  await ana.page.reload();
  await expect.poll(() => textsOn(ana.page)).toEqual(["hello Ben"]);
  expect(await textsOn(ben.page)).toEqual(["hello Ben", "hello Ana"]);
});

test("several are chosen with the keyboard and sent on to somebody else", async ({
  person,
  peer,
}) => {
  const [ana, ben] = await twoInTalk(person);
  const cleo = await peer();
  await writeTo(ana, cleo.address);
  await say(ana, "hello Cleo");
  await openFromList(ana, addressOf(ben));
  await message(ana.page, "hello Ben").focus();
  await ana.page.keyboard.press("x");
  await ana.page.keyboard.press("ArrowDown");
  await ana.page.keyboard.press("Space");
  await expect(ana.page.getByText("2 chosen")).toBeVisible();
  await ana.page.getByRole("toolbar").getByRole("button", { name: "Forward" }).click();
  await ana.page.getByLabel("To whom?").fill(cleo.address.slice(0, 8));
  // The list follows what is typed a moment later.
  const recipients = ana.page.getByRole("dialog").getByRole("listitem");
  await expect(recipients).toHaveCount(1);
  await recipients.getByRole("button").click();
  await expect(composerOf(ana.page, cleo.address)).toBeVisible();
  const received = async () => (await cleo.listTexts(addressOf(ana))).map(({ text }) => text);
  await expect.poll(received).toEqual(["hello Cleo", "hello Ben", "hello Ana"]);
});

test("formatted words arrive formatted, and nothing in them is run or fetched", async ({
  person,
}) => {
  const [ana, ben] = await twoInTalk(person);
  const text =
    "**bold** and `code` <img src=x onerror=alert(1)> ![pic](https://pics.example/a.png) [x](javascript:alert(1))";
  await composerOf(ana.page).fill(text);
  await expect(ana.page.getByText("Will be formatted")).toBeVisible();
  await composerOf(ana.page).press("Enter");
  const arrived = bubbles(ben.page).last();
  await expect(arrived.locator("strong")).toHaveText("bold");
  await expect(arrived.locator("code")).toHaveText("code");
  await expect(arrived).toContainText("<img src=x onerror=alert(1)>");
  await expect(arrived.locator("img")).toHaveCount(0);
  await expect(arrived.getByRole("link")).toHaveCount(1);
  await expect(arrived).toContainText("(pics.example)");
  await say(ana, "2 * 3 * 4 = 24");
  await expect.poll(async () => (await textsOn(ben.page)).at(-1)).toBe("2 * 3 * 4 = 24");
});

test("who has read is seen, and who is writing", async ({ person }) => {
  const [ana, ben] = await twoInTalk(person);
  await say(ana, "have you seen this?");
  await expect(message(ben.page, "have you seen this?")).toBeVisible();
  await expect(message(ana.page, "have you seen this?")).toContainText("Read");
  await say(ben, "I have");
  await expect(message(ben.page, "I have")).toContainText("Read");
  await composerOf(ben.page).pressSequentially("let me think");
  await expect(ana.page.getByText(/is writing…/)).toBeVisible();
  await composerOf(ben.page).press("Enter");
  await expect(message(ana.page, "let me think")).toBeVisible();
  await expect(ana.page.getByText(/is writing…/)).toHaveCount(0);
});

test("what has not left can be taken back, and nobody gets it", async ({
  person,
  network,
  complaints,
}) => {
  complaints.allow(/Failed to load resource|ERR_/);
  const [ana, ben] = await twoInTalk(person);
  await network.kill();
  await say(ana, "first thought");
  await expect(message(ana.page, "first thought")).toContainText("Will be sent");
  await say(ana, "second thought");
  await message(ana.page, "second thought").getByRole("button", { name: "Cancel" }).click();
  await expect(message(ana.page, "second thought")).toHaveCount(0);
  await network.start();
  await expect(message(ben.page, "first thought")).toBeVisible();
  await say(ana, "after");
  await expect(message(ben.page, "after")).toBeVisible();
  await expect(message(ben.page, "second thought")).toHaveCount(0);
});

test("replies, reactions and deletions are the same for another app", async ({ person, peer }) => {
  const ana = await person("Ana");
  await ana.open("/");
  await signIn(ana);
  const ben = await peer();
  const { client, libxmtp } = ben;
  await writeTo(ana, ben.address);
  await say(ana, "from Parley");
  const conversations = client.conversations();
  const listed = async () => {
    await conversations.sync();
    return conversations.list().length;
  };
  await expect.poll(listed).toBe(1);
  const dm = conversations.findDmByTargetInboxId(
    (await client.findInboxIdByIdentity({
      identifier: addressOf(ana).toLowerCase(),
      identifierKind: libxmtp.IdentifierKind.Ethereum,
    })) ?? "",
  );
  await expect
    .poll(async () => (await ben.listTexts(addressOf(ana))).map(({ text }) => text))
    .toEqual(["from Parley"]);
  const [said] = await ben.listTexts(addressOf(ana));
  const reference = said?.id ?? "";

  await dm.sendReaction({
    reference,
    referenceInboxId: said?.senderInboxId ?? "",
    action: libxmtp.ReactionAction.Added,
    content: "🎉",
    schema: libxmtp.ReactionSchema.Unicode,
  });
  await dm.sendReply({ content: libxmtp.encodeText("from elsewhere"), reference });
  await expect(message(ana.page, "from Parley").getByRole("button", { name: /🎉/ })).toBeVisible();
  const reply = message(ana.page, "from elsewhere");
  await expect(reply.getByRole("button", { name: /from Parley/ })).toBeVisible();

  await press(ana.page, "from elsewhere", "React");
  await ana.page.getByRole("button", { name: "❤️" }).click();
  await press(ana.page, "from elsewhere", "Reply");
  await say(ana, "an answer");
  await chooseInMenu(ana.page, "from Parley", "Delete");
  await ana.page.getByRole("button", { name: "Delete for everyone" }).click();
  const seen = async () => {
    await dm.sync();
    const messages = await dm.findEnrichedMessages({});
    return messages.map(({ content, reactions }) => [content.type, reactions.length]);
  };
  await expect.poll(seen).toEqual(
    expect.arrayContaining([
      ["deletedMessage", 0],
      ["reply", 1],
      ["reply", 0],
    ]),
  );
});
