import { generatePrivateKey, privateKeyToAddress } from "viem/accounts";
import { serveRawSdk } from "../raw-sdk/serve.ts";
import {
  addressOf,
  bubbles,
  openFromList,
  requestsOf,
  rowOf,
  say,
  short,
  signIn,
  textsOn,
  writeTo,
} from "./harness/at-parley.ts";
import type { Network } from "./harness/network.ts";
import { expect, test } from "./harness/test.ts";
import { common, thread } from "./harness/words.ts";

const urlOf = (network: Network) => `http://localhost:${network.ports.grpcWeb}`;

test("a headless client is the other side, in both directions and after a reload", async ({
  person,
  peer,
}) => {
  const bot = await peer();
  const heard: string[] = [];
  await bot.streamTexts(({ text }) => heard.push(text));
  const ana = await person("Ana");
  await ana.open("/");
  await signIn(ana);
  await writeTo(ana, bot.address);
  await say(ana, "Are you there?");
  await expect.poll(() => heard).toEqual(["Are you there?"]);
  await bot.sendText(addressOf(ana), "I am.");
  await expect.poll(() => textsOn(ana.page)).toEqual(["Are you there?", "I am."]);
  await ana.page.reload();
  await expect.poll(() => textsOn(ana.page)).toEqual(["Are you there?", "I am."]);
  await expect(rowOf(ana.page, bot.address)).toContainText("I am.");
  const inBotsStore = (await bot.listTexts(addressOf(ana))).map(({ text }) => text);
  expect(inBotsStore).toEqual(["Are you there?", "I am."]);
});

test("a group made in another app opens from the list, and carries words both ways", async ({
  person,
  peer,
}) => {
  const [bot, ...others] = [await peer(), await peer(), await peer()];
  const heard: string[] = [];
  const ana = await person("Ana");
  const { page } = ana;
  await ana.open("/");
  await signIn(ana);
  const group = await bot.client.conversations().createGroup(
    [
      {
        identifier: addressOf(ana).toLowerCase(),
        identifierKind: bot.libxmtp.IdentifierKind.Ethereum,
      },
    ],
    { groupName: "Harbour crew" },
  );
  await bot.streamTexts(({ text }) => heard.push(text));
  await group.sendText("High tide at six");
  const row = page.getByRole("link", { name: /Harbour crew/ });
  await requestsOf(page).click();
  await expect(row).toContainText("High tide at six");

  await row.click();
  await page.getByRole("button", { name: "Accept" }).click();
  await expect(page).toHaveURL(new RegExp(`/g/${group.id()}$`));
  await expect(page.getByRole("heading", { name: "Harbour crew" })).toBeVisible();
  const name = short(bot.address);
  await expect(page.getByRole("log")).toContainText(`${name} added you.`);
  await expect(bubbles(page)).toHaveText([/High tide at six/]);
  await expect(bubbles(page)).toContainText([short(bot.address)]);
  await group.addMembers(others.map(({ inboxId }) => inboxId));
  const joined = others.map(({ address }) => short(address));
  await expect(page.getByRole("log")).toContainText(
    new RegExp(`${name} added (you, )?(${joined.join("|")})`),
  );
  await say(ana, "I bring the charts");
  await expect.poll(() => heard).toContain("I bring the charts");

  await page.reload();
  await expect.poll(() => textsOn(page)).toEqual(["High tide at six", "I bring the charts"]);
});

test("an address of a group that is none says so", async ({ person, complaints }) => {
  complaints.allow(/404/);
  const ana = await person("Ana");
  await ana.open("/g/nobody");
  await expect(ana.page.getByRole("heading", { name: common.notFound.title })).toBeVisible();
  await ana.open("/");
  await signIn(ana);
  await ana.open(`/g/${"0f".repeat(16)}`);
  await expect(ana.page.getByText(thread.cannotOpen.unknown)).toBeVisible();
  await ana.open(`/dm/${"0f".repeat(32)}`);
  await expect(ana.page.getByText(thread.cannotOpen.unknown)).toBeVisible();
});

test("what this version can't show arrives as its fallback text and its type", async ({
  person,
  peer,
}) => {
  const bot = await peer();
  const ana = await person("Ana");
  await ana.open("/");
  await signIn(ana);
  await bot.sendText(addressOf(ana), "Look at this:");
  const dm = await bot.client.conversations().createDm({
    identifier: addressOf(ana).toLowerCase(),
    identifierKind: bot.libxmtp.IdentifierKind.Ethereum,
  });
  await dm.send(
    {
      type: { authorityId: "example.org", typeId: "chess", versionMajor: 1, versionMinor: 0 },
      parameters: {},
      fallback: "Knight to f3",
      content: new Uint8Array([1, 2, 3]),
    },
    { shouldPush: false },
  );
  await openFromList(ana, bot.address);
  await expect(bubbles(ana.page).last()).toContainText("Knight to f3");
  await expect(bubbles(ana.page).last()).toContainText("example.org/chess");
});

test("an app on the official browser SDK is the other side", async ({
  person,
  network,
  browser,
}) => {
  const site = await serveRawSdk();
  const other = await (await browser.newContext()).newPage();
  const privateKey = generatePrivateKey();
  const heard: string[] = [];
  await other.exposeFunction("onRawMessage", (text: string) => heard.push(text));
  await other.goto(site.url);
  await other.evaluate((given) => window.raw.firstSignIn(given), {
    apiUrl: urlOf(network),
    privateKey,
  });
  await other.evaluate(() => window.raw.streamTo(window.onRawMessage));

  const ana = await person("Ana");
  await ana.open("/");
  await signIn(ana);
  await writeTo(ana, privateKeyToAddress(privateKey));
  await say(ana, "Hello, other app");
  await expect.poll(() => heard).toEqual(["Hello, other app"]);
  await other.evaluate(([to, text]) => window.raw.sendText(to, text), [
    addressOf(ana),
    "Hello, Parley",
  ] as const);
  await expect.poll(() => textsOn(ana.page)).toEqual(["Hello, other app", "Hello, Parley"]);
  await other.context().close();
  await site.close();
});
