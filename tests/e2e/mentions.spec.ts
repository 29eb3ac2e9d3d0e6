import { expectAccessible } from "./harness/accessible.ts";
import { openAccountMenu } from "./harness/accounts.ts";
import { addressOf, bubbles, composerOf, requestsOf, short, signIn } from "./harness/at-parley.ts";
import { expect, test } from "./harness/test.ts";
import { mentions, wallet } from "./harness/words.ts";

test("somebody is mentioned with the keys alone, sees it, is told, and any app reads it", async ({
  person,
  peer,
}) => {
  const bot = await peer();
  const [ana, ben] = [await person("Ana"), await person("Ben")];
  await Promise.all([ana, ben].map((one) => one.open("/").then(() => signIn(one))));
  const group = await bot.client.conversations().createGroup(
    [ana, ben].map((one) => ({
      identifier: addressOf(one).toLowerCase(),
      identifierKind: bot.libxmtp.IdentifierKind.Ethereum,
    })),
    { groupName: "Harbour crew" },
  );
  await group.sendText("High tide at six");
  for (const { page } of [ana, ben]) {
    await requestsOf(page).click();
    await page.getByRole("link", { name: /Harbour crew/ }).click();
    await page.getByRole("button", { name: "Accept" }).click();
    await expect(composerOf(page)).toBeVisible();
  }
  await composerOf(ben.page).fill("On my way");
  await composerOf(ben.page).press("Enter");
  await expect(bubbles(ana.page)).toHaveCount(2);
  // On a phone, elsewhere: there it is told over what he looks at.
  // The way there loads no page: he is told only of what comes while he is there.
  await (await openAccountMenu(ben.page))
    .getByRole("menuitem", { name: wallet.menu.settings })
    .click();
  await expect(ben.page).toHaveURL(/\/settings\//);
  await ben.page.setViewportSize({ width: 390, height: 844 });

  const field = composerOf(ana.page);
  await field.pressSequentially("Ask @");
  const list = ana.page.getByRole("listbox", { name: mentions.label });
  await expect(list).toBeVisible();
  await expectAccessible(ana.page, "who may be meant");
  // What is escaped from stays closed, and Enter would send as ever.
  await field.press("Escape");
  await expect(list).toHaveCount(0);
  await field.press("Backspace");
  await field.pressSequentially(`@${addressOf(ben).slice(0, 6)}`);
  const option = list.getByRole("option", { name: short(addressOf(ben)) });
  await expect(option).toHaveAttribute("aria-selected", "true");
  await expect(field).toHaveAttribute("aria-activedescendant", /.+/);
  await field.press("Enter");
  await expect(field).toHaveValue(`Ask @${addressOf(ben)} `);
  await field.pressSequentially("for the keys");
  await field.press("Enter");
  // It is told for a moment.
  await ben.page.getByText(/^Mentions you: Ask/).click();

  await expect(bubbles(ana.page).last()).toContainText(`Ask @${short(addressOf(ben))}`);
  await expect(
    bubbles(ana.page)
      .last()
      .getByRole("link", { name: `@${short(addressOf(ben))}` }),
  ).toHaveAttribute("href", `/dm/${addressOf(ben)}`);
  await expect(bubbles(ben.page).last()).toContainText(mentions.you);
  await expectAccessible(ben.page, "a mention");
  await group.sync();
  const heard = await group.findEnrichedMessages();
  expect(heard.map(({ content }) => content)).toContainEqual({
    type: "text",
    content: `Ask @${addressOf(ben)} for the keys`,
  });
});
