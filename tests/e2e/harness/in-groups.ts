import { expect, type Locator, type Page } from "@playwright/test";
import type { HeadlessClient } from "../../../local-stack/testing/index.ts";
import { composerOf, short } from "./at-parley.ts";
import type { Person } from "./person.ts";
import { arrive, type MakePerson } from "./two-friends.ts";
import { consent, group, inbox, thread } from "./words.ts";

const WIDE = { viewport: { width: 1280, height: 900 } } as const;

/** People at Parley on a desk, signed in. */
export async function arriveAll<const Names extends readonly string[]>(
  person: MakePerson,
  ...names: Names
): Promise<{ [Index in keyof Names]: Person }> {
  const people = await Promise.all(
    names.map(async (name) => {
      const made = await person(name, { context: WIDE });
      await arrive(made);
      return made;
    }),
  );
  return people as { [Index in keyof Names]: Person };
}

/** Makes a group the way people do: out of the new message, by address. */
export async function makeGroup(
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

/** Who is chosen so far. */
export function chips(page: Page): Locator {
  return page.getByRole("list", { name: group.picker.chosen }).getByRole("listitem");
}

/** The messages that are on the screen. */
export function log({ page }: Person): Locator {
  return page.getByRole("log");
}

/** Opens a group from the list, and lets it in as one does who was added by somebody unknown. */
export async function openGroup({ page }: Person, name: RegExp): Promise<void> {
  await page.getByRole("link", { name: new RegExp(consent.requests.title) }).click();
  await page.getByRole("link", { name }).click();
  await page.getByRole("button", { name: consent.request.accept }).click();
  await expect(composerOf(page)).toBeVisible();
}

/** Types another name for the group, and does not save it yet. */
export async function typeName(one: Person, name: string): Promise<void> {
  await details(one).getByRole("button", { name: group.details.editName }).click();
  await one.page.getByLabel(group.edit.name, { exact: true }).fill(name);
}

/** What the open conversation is called. */
export async function titleOf(page: Page): Promise<string> {
  const heading = page.locator("header").getByRole("heading", { level: 1 }).last();
  return (await heading.textContent()) ?? "";
}

/** What is said about the open conversation, beside it. */
export function details({ page }: Person): Locator {
  return page.getByRole("region", { name: thread.details.title });
}

/** The line of a member there. */
export function memberIn(one: Person, address: string): Locator {
  return details(one).getByRole("button", { name: new RegExp(`^${short(address)}( |$)`) });
}

/** Whose dialog is open becomes an admin, by the keyboard: what is chosen is not done yet. */
export async function makeAdmin({ page }: Person): Promise<void> {
  await page.getByRole("radio", { name: group.roles.member, exact: true }).focus();
  await page.keyboard.press("ArrowDown");
  await page.getByRole("button", { name: group.member.save }).press("Enter");
}

/** The inbox of a person, as a client that writes to them finds it. */
export async function inboxOf(bot: HeadlessClient, { accounts }: Person): Promise<string> {
  const { libxmtp, client } = bot;
  const [account] = accounts;
  const dm = await client.conversations().createDm({
    identifier: account?.address.toLowerCase() ?? "",
    identifierKind: libxmtp.IdentifierKind.Ethereum,
  });
  return dm.dmPeerInboxId();
}

/** What a client has read in all of its groups. */
export async function groupTexts(bot: HeadlessClient): Promise<string[]> {
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
