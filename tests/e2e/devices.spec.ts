import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { parseAddress } from "../../lib/identity/core/address.ts";
import { createHeadlessClient, type HeadlessClient } from "../../local-stack/testing/index.ts";
import { addressOf, openFromList, say, short, signIn, textsOn } from "./harness/at-parley.ts";
import { WALLET_NAME } from "./harness/page-wallet.ts";
import type { Person } from "./harness/person.ts";
import { expect, test } from "./harness/test.ts";
import { errors, inbox, landing, settings, wallet } from "./harness/words.ts";

const REJECTED = 4001;

async function connect({ page }: Person): Promise<void> {
  await page.goto("/");
  await page.getByRole("button", { name: landing.signIn }).click();
  await page.getByRole("button", { name: WALLET_NAME }).click();
}

test("an inbox with ten devices: one is removed on the way in, and then all others", async ({
  person,
  peer,
  network,
}) => {
  test.slow();
  const privateKey = generatePrivateKey();
  const url = `http://localhost:${network.ports.grpcWeb}`;
  const devices = [];
  for (let i = 0; i < 10; i++) devices.push(await createHeadlessClient({ url, privateKey }));
  const ana = await person("Ana", { accounts: [privateKeyToAccount(privateKey)] });
  const { page } = ana;
  await connect(ana);

  await expect(page.getByText(wallet.full.title)).toBeVisible();
  expect(ana.wallet.signatureRequests).toEqual([]);
  const choices = page.getByRole("checkbox");
  await expect(choices).toHaveCount(10);
  for (const label of await page
    .getByRole("group", { name: wallet.full.choose })
    .locator("label")
    .all())
    await expect(label).toContainText(/Device \w+Added .+ · Keys renewed /);
  await expect(page.getByText("10 are used.")).toBeVisible();
  await choices.last().check();
  const remove = page.getByRole("button", { name: "Remove one device" });
  ana.wallet.failNext(REJECTED);
  await remove.click();
  await expect(page.getByText(errors.wallet.rejected)).toBeVisible();
  await expect(
    choices.last(),
    "saying no in the wallet is no reason to choose again",
  ).toBeChecked();
  await remove.click();
  await expect(page.getByText("This browser becomes device 10 of 10.")).toBeVisible();
  await page.getByRole("button", { name: wallet.explain.action }).click();
  await expect(page.getByRole("heading", { name: inbox.title, level: 1 })).toBeVisible();

  const ben = await peer();
  await ben.sendText(addressOf(ana), "welcome back");
  await openFromList(ana, parseAddress(ben.address));
  await expect.poll(() => textsOn(page)).toEqual(["welcome back"]);
  await say(ana, "one device less");
  await expect
    .poll(async () => (await ben.listTexts(addressOf(ana))).map(({ text }) => text))
    .toEqual(["welcome back", "one device less"]);
  const lost = devices[5] as HeadlessClient;
  const textsOf = async (device: HeadlessClient, address: `0x${string}`) =>
    (await device.listTexts(address)).map(({ text }) => text);
  await expect.poll(() => textsOf(lost, ben.address)).toEqual(["welcome back", "one device less"]);

  await page.goto("/settings/devices");
  const list = page.getByRole("listitem").filter({ hasText: "Added" });
  await expect(list).toHaveCount(10);
  await list
    .first()
    .getByRole("button", { name: /^Rename/ })
    .click();
  await page.getByLabel(settings.devices.name).fill("Kitchen");
  await page.getByRole("button", { name: settings.devices.save }).click();
  await expect(list.first()).toContainText("Kitchen");
  await expect(list.first()).toContainText(settings.devices.this);

  await list
    .last()
    .getByRole("button", { name: /^Remove/ })
    .click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("is signed out for good");
  await expect(dialog).toContainText("One of 244 changes that your inbox has left");
  const signedSoFar = ana.wallet.signatureRequests.length;
  await dialog.getByRole("button", { name: WALLET_NAME }).click();
  await expect(page.getByText("The device is removed.")).toBeVisible();
  expect(ana.wallet.signatureRequests).toHaveLength(signedSoFar + 1);
  await expect(list).toHaveCount(9);

  await page.getByRole("button", { name: settings.devices.removeOthers }).click();
  await dialog.getByRole("button", { name: WALLET_NAME }).click();
  await expect(page.getByText("8 devices are removed.")).toBeVisible();
  await expect(list).toHaveCount(1);
  const mayRead = () =>
    textsOf(lost, ben.address).then(
      () => true,
      () => false,
    );
  await expect.poll(mayRead, "nobody has written since").toBe(false);
  await ben.sendText(addressOf(ana), "still there?");
  await page.goto(`/dm/${parseAddress(ben.address)}`);
  await expect.poll(async () => (await textsOn(page)).at(-1)).toBe("still there?");
  await lost.sendText(ben.address, "from a lost device").catch(() => undefined);
  expect(await textsOf(ben, addressOf(ana))).toEqual([
    "welcome back",
    "one device less",
    "still there?",
  ]);
  for (const device of devices) device.close();
});

test("a second wallet is added, decides from then on, and signs in alone", async ({
  person,
  peer,
}) => {
  const [first, second] = [
    privateKeyToAccount(generatePrivateKey()),
    privateKeyToAccount(generatePrivateKey()),
  ];
  const ana = await person("Ana", { accounts: [first, second] });
  const { page } = ana;
  await ana.open("/");
  await signIn(ana);
  await page.goto("/settings/wallets");
  await expect(page.getByText(settings.wallets.last)).toBeVisible();

  const sign = () => page.getByRole("dialog").getByRole("button", { name: WALLET_NAME }).click();
  await page.getByRole("button", { name: settings.wallets.add }).click();
  await expect(page.getByText(settings.wallets.addBody)).toBeVisible();
  ana.wallet.switchTo(second);
  await sign();
  await expect(page.getByText(settings.wallets.done["add-wallet"])).toBeVisible();

  await page.getByRole("button", { name: /recovery account$/ }).click();
  await sign();
  await expect(page.getByText(`This needs ${short(first.address)}`)).toBeVisible();
  ana.wallet.switchTo(first);
  await sign();
  await expect(page.getByText(settings.wallets.done["change-recovery"])).toBeVisible();
  await page.getByRole("button", { name: /^Remove 0x/ }).click();
  ana.wallet.switchTo(second);
  await sign();
  await expect(page.getByText(wallet.trouble.revoked)).toBeVisible();

  // The browser was added by the first account and went with it: it comes back by the second.
  await page.getByRole("button", { name: wallet.trouble.signInAgain }).click();
  await signIn(ana);
  const ben = await peer();
  await ben.sendText(second.address, "to the new account");
  await openFromList(ana, parseAddress(ben.address));
  await expect.poll(() => textsOn(page)).toEqual(["to the new account"]);
  expect(await ben.canMessage(first.address)).toBe(false);
});
