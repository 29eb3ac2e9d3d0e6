import { short } from "./harness/at-parley.ts";
import {
  composerIn,
  connectWallet,
  parleyIn,
  signInThere,
  tell,
  visitDapp,
} from "./harness/in-dapps.ts";
import { expect, test } from "./harness/test.ts";
import { landing, wallet as words } from "./harness/words.ts";

test("a panel whose page is connected as somebody else says so, and is followed by a press", async ({
  person,
  world,
}) => {
  const ana = await person("Ana", { embedded: "apart" });
  const [first, second] = ana.accounts.map(({ address }) => address) as [string, string];
  const { page } = ana;
  await visitDapp(page, world);
  const launcher = page.getByRole("button", { name: /^Open the chat/ });
  await launcher.click();
  await signInThere(ana);
  const frame = parleyIn(page);
  const noteOf = (other: string, self: string) =>
    frame.getByText(
      words.note.otherAccount.replace("{address}", short(other)).replace("{self}", short(self)),
    );
  const isSignedInAs = (address: string) =>
    expect(
      frame.getByRole("button", { name: new RegExp(`^Your account: ${short(address)}`) }),
    ).toBeVisible();
  const comeBackAs = async (place: 0 | 1) => {
    const account = ana.accounts[place];
    await page.reload();
    if (account) ana.wallet.switchTo(account);
    await connectWallet(page);
    await launcher.click();
  };

  await comeBackAs(1);
  await isSignedInAs(first);
  await expect(noteOf(second, first)).toBeVisible();
  expect(ana.wallet.signatureRequests, "it was only looked at").toHaveLength(1);
  await frame.getByRole("button", { name: new RegExp(words.note.switch) }).click();
  await frame.getByRole("button", { name: words.explain.action }).click();
  await isSignedInAs(second);
  await expect(noteOf(second, first)).toHaveCount(0);

  await comeBackAs(0);
  await expect(noteOf(first, second)).toBeVisible();
  await frame.getByRole("button", { name: words.note.dismiss }).click();
  await expect(noteOf(first, second)).toHaveCount(0);
  await isSignedInAs(second);

  await comeBackAs(0);
  await frame.getByRole("button", { name: new RegExp(words.note.switch) }).click();
  await isSignedInAs(first);
  expect(ana.wallet.signatureRequests, "one for each account").toHaveLength(2);
  await comeBackAs(0);
  await isSignedInAs(first);
  await expect(noteOf(second, first)).toHaveCount(0);
});

test("Escape leads back a step at a time, and closes the panel last", async ({
  person,
  peer,
  world,
}) => {
  const [ana, ben] = [await person("Ana", { embedded: "apart" }), await peer()];
  const { page } = ana;
  await visitDapp(page, world);
  const launcher = page.getByRole("button", { name: /^Open the chat/ });
  const frame = parleyIn(page);
  const bar = frame.getByText(new URL(page.url()).host).first();
  const pressEscape = () => page.keyboard.press("Escape");
  await launcher.click();
  await expect(frame.getByRole("button", { name: landing.signIn })).toBeEnabled();
  await pressEscape();
  await expect(bar).toBeHidden();
  await expect(launcher).toBeFocused();

  await page.keyboard.press("Enter");
  await frame.getByRole("button", { name: landing.signIn }).click();
  await expect(frame.getByRole("dialog")).toBeVisible();
  await pressEscape();
  await expect(frame.getByRole("dialog")).toHaveCount(0);
  await expect(bar, "that was for the dialog").toBeVisible();
  await signInThere(ana);
  await tell(page, "openConversation", ben.address);
  const composer = composerIn(page, ben.address);
  await composer.fill("half a thought");
  await pressEscape();
  await expect(composer, "that was for the conversation").toBeHidden();
  await expect(bar).toBeVisible();
  await frame.getByRole("button", { name: /^Your account/ }).click();
  await expect(frame.getByRole("menu")).toBeVisible();
  await pressEscape();
  await expect(frame.getByRole("menu")).toHaveCount(0);
  await expect(bar, "that was for the menu").toBeVisible();
  await pressEscape();
  await expect(bar).toBeHidden();
});
