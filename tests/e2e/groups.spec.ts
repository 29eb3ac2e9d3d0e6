import type { Locator, Page } from "@playwright/test";
import type { HeadlessClient } from "../../local-stack/testing/index.ts";
import {
  addressOf,
  bubbles,
  composerOf,
  say,
  short,
  signIn,
  textsOn,
} from "./harness/at-parley.ts";
import type { Person } from "./harness/person.ts";
import { expect, test } from "./harness/test.ts";
import { common, consent, group, inbox } from "./harness/words.ts";

type MakePerson = (name: string, options?: object) => Promise<Person>;

const WIDE = { viewport: { width: 1280, height: 900 } } as const;

async function arrive(person: MakePerson, name: string): Promise<Person> {
  const made = await person(name, { context: WIDE });
  await made.open("/");
  await signIn(made);
  return made;
}

/** Makes a group the way people do: out of the new message, by address. */
async function makeGroup(
  { page }: Person,
  name: string,
  addresses: readonly string[],
): Promise<void> {
  await page.getByRole("button", { name: inbox.newMessage }).first().click();
  await page.getByRole("button", { name: group.create.way }).click();
  await page.getByLabel(group.create.name).fill(name);
  for (const address of addresses) {
    await page.getByLabel(group.picker.label).fill(address);
    await page.getByLabel(group.picker.label).press("Enter");
    await expect(chips(page).filter({ hasText: short(address) })).toBeVisible();
  }
  await page.getByRole("button", { name: group.create.submit }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
}

function chips(page: Page): Locator {
  return page.getByRole("list", { name: group.picker.chosen }).getByRole("listitem");
}

function log(page: Page): Locator {
  return page.getByRole("log");
}

/** Opens a group from the list, and lets it in as one does who was added by somebody unknown. */
async function openGroup({ page }: Person, name: string | RegExp): Promise<void> {
  await page.getByRole("link", { name: new RegExp(consent.requests.title) }).click();
  await page.getByRole("link", { name }).click();
  await page.getByRole("button", { name: consent.request.accept }).click();
  await expect(composerOf(page)).toBeVisible();
}

function details(page: Page): Locator {
  return page.getByRole("region", { name: "Details" });
}

function memberIn(page: Page, address: string): Locator {
  return details(page).getByRole("button", { name: new RegExp(`^${short(address)}, `) });
}

test("three people make a group, change it and see the same of it", async ({ person }) => {
  const [ana, ben, cleo] = (await Promise.all(
    ["Ana", "Ben", "Cleo"].map((name) => arrive(person, name)),
  )) as [Person, Person, Person];
  const [anaName, benName, cleoName] = [ana, ben, cleo].map((one) => short(addressOf(one)));

  await makeGroup(ana, "Crew", [addressOf(ben), addressOf(cleo)]);
  await say(ana, "Welcome aboard");
  await expect(log(ana.page)).toContainText(/You added .+ and .+\./);
  for (const one of [ben, cleo]) {
    await openGroup(one, /Crew/);
    await expect(log(one.page)).toContainText(`${anaName} added`);
    await expect.poll(() => textsOn(one.page)).toEqual(["Welcome aboard"]);
    await expect(one.page.locator("header").getByText(/^3 people:/)).toBeVisible();
  }

  await details(ben.page).getByRole("button", { name: group.details.editName }).click();
  await ben.page.getByLabel(group.edit.name, { exact: true }).fill("Sailing");
  await ben.page.getByRole("button", { name: group.edit.save }).click();
  for (const { page } of [ana, ben, cleo]) {
    await expect(page.getByRole("heading", { name: "Sailing", level: 1 })).toBeVisible();
    await expect(page.getByRole("link", { name: /Sailing/ })).toBeVisible();
  }
  await expect(log(cleo.page)).toContainText(`${benName} named the group “Sailing”.`);
  await expect(log(ben.page)).toContainText("You named the group “Sailing”.");

  await memberIn(ana.page, addressOf(ben)).click();
  await ana.page.getByRole("radio", { name: group.roles.admin, exact: true }).check();
  await expect(log(ben.page)).toContainText(`${anaName} made you an admin.`);
  await expect(log(cleo.page)).toContainText(`${anaName} made ${benName} an admin.`);
  await ana.page.getByRole("button", { name: common.close }).click();
  await expect(
    details(cleo.page).getByRole("button", { name: `${benName}, ${group.roles.admin}` }),
  ).toBeVisible();

  await memberIn(ben.page, addressOf(cleo)).click();
  await ben.page.getByRole("button", { name: group.member.remove }).click();
  await ben.page.getByRole("button", { name: group.member.remove }).click();
  await expect(log(ana.page)).toContainText(`${benName} removed ${cleoName}.`);
  await expect(cleo.page.getByText(group.gone.removed)).toBeVisible();
  await expect(composerOf(cleo.page)).toBeHidden();
  await expect(details(ana.page).getByRole("heading", { name: "2 people" })).toBeVisible();

  await say(ana, "Just us now");
  await expect.poll(() => textsOn(ben.page)).toEqual(["Welcome aboard", "Just us now"]);
  await expect.poll(() => textsOn(cleo.page)).toEqual(["Welcome aboard"]);

  await details(ben.page).getByRole("button", { name: group.details.leave }).click();
  await ben.page.getByRole("button", { name: group.leave.submit, exact: true }).click();
  await expect(log(ana.page)).toContainText(`${benName} left.`);
  await expect(ben.page.getByText(group.gone.left)).toBeVisible();
  await expect(log(ben.page)).toContainText("You left.");
  await ana.page.reload();
  await expect(log(ana.page)).toContainText(`${benName} left.`);
});

test("permissions in plain words: who may not, can't, and learns of a change", async ({
  person,
}) => {
  const [ana, ben] = (await Promise.all(["Ana", "Ben"].map((name) => arrive(person, name)))) as [
    Person,
    Person,
  ];
  await makeGroup(ana, "Crew", [addressOf(ben)]);
  await openGroup(ben, /Crew/);
  const editName = details(ben.page).getByRole("button", { name: group.details.editName });
  await expect(editName).toBeVisible();
  await details(ben.page).getByRole("button", { name: group.details.showPermissions }).click();
  await expect(ben.page.getByText(group.permissions.readOnly)).toBeVisible();

  await details(ana.page).getByRole("button", { name: group.details.showPermissions }).click();
  await ana.page
    .getByRole("combobox", { name: group.permissions.actions.name })
    .selectOption({ label: group.permissions.policies.admins });
  const rule = ben.page.getByRole("listitem").filter({ hasText: group.permissions.actions.name });
  await expect(rule).toContainText(group.permissions.policies.admins);
  await ben.page.getByRole("button", { name: common.close }).click();
  await expect(editName).toBeHidden();
});

test("a group is made offline; people come in before what was written in it", async ({
  person,
  network,
  peer,
  complaints,
}) => {
  complaints.allow(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION_RESET|ERR_EMPTY/);
  const [ana, bot] = [await arrive(person, "Ana"), await peer()];
  const { page } = ana;
  await page.getByRole("button", { name: inbox.newMessage }).first().click();
  await page.getByRole("button", { name: group.create.way }).click();
  await page.getByLabel(group.create.name).fill("Tunnel");
  await page.getByLabel(group.picker.label).fill(bot.address);
  await page.getByLabel(group.picker.label).press("Enter");
  await expect(chips(page)).toHaveCount(1);
  await network.stop();
  await page.getByRole("button", { name: group.create.submit }).click();
  await expect(page.getByText(/will be added when the network is back/)).toBeVisible();
  await say(ana, "written in the tunnel");
  await page.reload();
  await page.getByRole("link", { name: /Tunnel/ }).click();
  await expect(page.getByText(/will be added when the network is back/)).toBeVisible();
  await network.start();
  await expect(log(page)).toContainText(`You added ${short(bot.address)}.`);
  await expect(page.getByText(/will be added/)).toBeHidden();
  await expect.poll(() => groupTexts(bot)).toEqual(["written in the tunnel"]);
});

test("with another app: what it does to a group reads well, and what is done here arrives there", async ({
  person,
  peer,
}) => {
  const [ana, bot, mate] = [await arrive(person, "Ana"), await peer(), await peer()];
  const [botName, mateName] = [short(bot.address), short(mate.address)];
  const theirs = await bot.client
    .conversations()
    .createGroupByInboxIds([await inboxOf(bot, ana)], { groupName: "Harbour" });
  await theirs.sendText("High tide at six");
  await openGroup(ana, /Harbour/);
  await theirs.addMembers([mate.inboxId]);
  await theirs.updateGroupDescription("Tides and ropes");
  await theirs.addSuperAdmin(await inboxOf(bot, ana));
  const { page } = ana;
  await expect(log(page)).toContainText(`${botName} added ${mateName}.`);
  await expect(log(page)).toContainText(`${botName} changed the description.`);
  await expect(log(page)).toContainText(`${botName} made you a super admin.`);
  await expect(details(page).getByText("Tides and ropes")).toBeVisible();

  await memberIn(page, mate.address).click();
  await page.getByRole("radio", { name: group.roles.admin, exact: true }).check();
  await expect(log(page)).toContainText(`You made ${mateName} an admin.`);
  await page.getByRole("button", { name: common.close }).click();
  await details(page).getByRole("button", { name: group.details.setTimer }).click();
  await page.getByLabel(group.timer.label).selectOption({ label: "After 1 hour" });
  await page.getByRole("button", { name: group.timer.save }).click();
  await expect(log(page)).toContainText("You set messages to disappear after 1 hour.");
  await theirs.sync();
  expect(theirs.adminList()).toEqual([mate.inboxId]);
  expect(theirs.messageDisappearingSettings()?.inNs).toBe(3_600_000_000_000n);

  await mate.client.conversations().sync();
  await mate.client.conversations().findGroupById(theirs.id()).leaveGroup();
  await expect(log(page)).toContainText(`${mateName} left.`);
  await expect(details(page).getByRole("heading", { name: "2 people" })).toBeVisible();
});

test("messages disappear on both sides at once, and from who was away as well", async ({
  person,
}) => {
  const [ana, ben] = (await Promise.all(["Ana", "Ben"].map((name) => arrive(person, name)))) as [
    Person,
    Person,
  ];
  await makeGroup(ana, "Brief", [addressOf(ben)]);
  await say(ana, "stays");
  await openGroup(ben, /Brief/);
  await expect(bubbles(ben.page)).toHaveText([/stays/]);
  await details(ana.page).getByRole("button", { name: group.details.setTimer }).click();
  await ana.page.getByLabel(group.timer.label).selectOption({ label: group.timer.custom });
  await ana.page.getByLabel(group.timer.amount).fill("8");
  await ana.page.getByLabel(group.timer.unit).selectOption({ label: group.units.seconds });
  await ana.page.getByRole("button", { name: group.timer.save }).click();
  await expect(log(ben.page)).toContainText("set messages to disappear after 8 seconds.");

  await say(ana, "gone in a moment");
  const onBens = bubbles(ben.page).filter({ hasText: "gone in a moment" });
  await expect(onBens.locator("[data-countdown]")).toContainText(/\d s/);
  await expect(onBens).toBeHidden({ timeout: 12_000 });
  await expect(bubbles(ana.page)).toHaveText([/stays/]);
  await expect(bubbles(ben.page)).toHaveText([/stays/]);

  const url = ben.page.url();
  await ben.page.goto("about:blank");
  await say(ana, "never to be seen");
  const onAnas = bubbles(ana.page).filter({ hasText: "never to be seen" });
  await expect(onAnas).toBeVisible();
  await expect(onAnas).toBeHidden({ timeout: 12_000 });
  await ben.page.goto(url);
  await say(ana, "after it");
  await expect(bubbles(ben.page).last()).toContainText("after it");
  await expect(log(ben.page)).not.toContainText("never to be seen");
});

async function inboxOf(bot: HeadlessClient, { accounts }: Person): Promise<string> {
  const { libxmtp, client } = bot;
  const [account] = accounts;
  const dm = await client.conversations().createDm({
    identifier: account?.address.toLowerCase() ?? "",
    identifierKind: libxmtp.IdentifierKind.Ethereum,
  });
  return dm.dmPeerInboxId();
}

async function groupTexts(bot: HeadlessClient): Promise<string[]> {
  const { client, libxmtp } = bot;
  await client.conversations().syncAllConversations();
  const found = client.conversations().list({
    conversationType: libxmtp.ConversationType.Group,
  });
  const messages = await Promise.all(
    found.map(({ conversation }) =>
      conversation.findMessages({ contentTypes: [libxmtp.ContentType.Text] }),
    ),
  );
  return messages.flat().map(({ content }) => new TextDecoder().decode(content.content));
}
