import type { Page } from "@playwright/test";
import { parseAddress } from "../../lib/identity/core/address.ts";
import { expectAccessible } from "./harness/accessible.ts";
import { addressOf, short } from "./harness/at-parley.ts";
import { pageWithTag } from "./harness/host-sites.ts";
import {
  composerIn,
  connectWallet,
  parleyIn,
  sendFrom,
  signInThere,
  tell,
  toldTo,
  visitDapp,
} from "./harness/in-dapps.ts";
import { expect, test } from "./harness/test.ts";
import { embed, composer as words } from "./harness/words.ts";

const launcherOn = (page: Page) => page.getByRole("button", { name: /^(Open|Close) the chat/ });

test("a page has a chat by one tag: nothing loads before it opens, its wallet signs in, a draft is there to be sent", async ({
  person,
  peer,
  world,
}) => {
  const { hosts, appUrl } = world;
  const [ana, ben] = [await person("Ana", { embedded: "apart" }), await peer()];
  const { page } = ana;
  hosts.put("/", pageWithTag(appUrl));
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(hosts.origin("one"));
  await expect(launcherOn(page)).toBeVisible();
  expect(asked.filter((url) => url.startsWith(appUrl))).toEqual([`${appUrl}/embed.js`]);

  await connectWallet(page);
  await launcherOn(page).click();
  const frame = parleyIn(page);
  const site = new URL(page.url()).host;
  await expect(frame.getByText(embed.bar.in.replace("{site}", site))).toBeVisible();
  expect(asked.filter((url) => url.endsWith(".wasm"))).toEqual([]);
  await expectAccessible(page, "the way in, in a page of another site", {
    within: "[data-parley]",
  });
  await signInThere(ana);
  expect(ana.wallet.signatureRequests).toHaveLength(1);

  await tell(page, "openConversation", ben.address, "Hello from a dapp");
  const composer = composerIn(page, ben.address);
  await expect(composer).toHaveValue("Hello from a dapp");
  await composer.press("Enter");
  await expect(frame.getByText(words.held), "one key sends nothing of the page's").toBeVisible();
  expect(await ben.listTexts(addressOf(ana))).toEqual([]);
  await sendFrom(composer);
  await expect
    .poll(async () => (await ben.listTexts(addressOf(ana))).map(({ text }) => text))
    .toEqual(["Hello from a dapp"]);
  await expect
    .poll(async () => (await toldTo(page)).map(({ name }) => name))
    .toEqual(["open", "ready", "messageSent"]);

  await composer.fill("my own words");
  await tell(page, "openConversation", ben.address, "Buy my token");
  await expect(composer).toHaveValue("my own words");
});

test("two sites show the same person's chat apart, as two of their devices, and both talk with Ben", async ({
  person,
  peer,
  world,
}) => {
  const { hosts, appUrl } = world;
  const [ana, ben] = [await person("Ana", { embedded: "apart" }), await peer()];
  const { page } = ana;
  hosts.put("/", pageWithTag(appUrl));
  const heard = async () => (await ben.listTexts(addressOf(ana))).map(({ text }) => text);
  for (const name of ["one", "two"]) {
    await page.goto(hosts.origin(name));
    await connectWallet(page);
    await tell(page, "openConversation", ben.address, `from ${name}`);
    await signInThere({ page }, ben.address);
    await sendFrom(composerIn(page, ben.address));
    await expect.poll(heard).toContain(`from ${name}`);
  }
  expect(ana.wallet.signatureRequests).toHaveLength(2);

  await page.goto(hosts.origin("one"));
  await launcherOn(page).click();
  await expect(
    parleyIn(page).getByRole("link", { name: new RegExp(short(parseAddress(ben.address))) }),
  ).toBeVisible();
  expect(ana.wallet.signatureRequests, "who comes back signs nothing").toHaveLength(2);
});

test("what waits is counted on the button; a closed chat reads nothing, and the page hears no word", async ({
  person,
  peer,
  world,
}) => {
  const [ana, ben] = [await person("Ana"), await peer()];
  const { page } = ana;
  await visitDapp(page, world);
  await tell(page, "openConversation", ben.address, "Hello");
  await signInThere({ page }, ben.address);
  await sendFrom(composerIn(page, ben.address));
  await expect.poll(async () => (await ben.listTexts(addressOf(ana))).length).toBe(1);

  await parleyIn(page).getByRole("button", { name: embed.bar.close }).click();
  await expect(launcherOn(page)).toBeFocused();
  await ben.sendText(addressOf(ana), "between us two");
  await expect(page.getByRole("button", { name: "Open the chat (1 unread)" })).toBeVisible();
  await expect
    .poll(async () => (await toldTo(page)).filter(({ name }) => name === "messageReceived"))
    .toEqual([
      { name: "messageReceived", atMs: expect.any(Number), from: parseAddress(ben.address) },
    ]);
  expect(JSON.stringify(await toldTo(page))).not.toContain("between us two");

  await launcherOn(page).click();
  await expect(parleyIn(page).getByText("between us two", { exact: true })).toBeVisible();
  await composerIn(page, ben.address).focus();
  await expect(page.getByRole("button", { name: "Close the chat" }).last()).toBeVisible();
  await expect
    .poll(async () => (await toldTo(page)).findLast(({ name }) => name === "unread"))
    .toEqual({
      name: "unread",
      count: 0,
    });
});

test("a page reads what comes when its person lets it, in the conversation that it opened, until they end it", async ({
  person,
  peer,
  world,
}) => {
  const { hosts, appUrl } = world;
  const [ana, ben] = [await person("Ana"), await peer()];
  const { page } = ana;
  const asking = `parley("on", "messageReceived", () => undefined, { content: true })`;
  hosts.put("/", pageWithTag(appUrl, "", asking));
  await page.goto(hosts.origin("one"));
  const site = new URL(page.url()).host;
  const frame = parleyIn(page);
  const received = async () =>
    (await toldTo(page)).filter(({ name }) => name === "messageReceived").map(({ text }) => text);
  const closeAndHear = async (text: string) => {
    const { length } = await received();
    await frame.getByRole("button", { name: embed.bar.close }).click();
    await ben.sendText(addressOf(ana), text);
    await expect.poll(async () => (await received()).length).toBe(length + 1);
    return (await received()).at(-1);
  };
  await connectWallet(page);
  await tell(page, "openConversation", ben.address, "Hello");
  await signInThere({ page }, ben.address);
  const question = frame.getByRole("dialog", {
    name: embed.reading.title.replace("{site}", site),
  });
  await expect(question).toBeVisible();
  await expectAccessible(page, "a page asks to read along", { within: "[data-parley]" });
  await question.getByRole("button", { name: embed.reading.allow }).click();
  const sign = frame.getByText(embed.reading.sign);
  await expect(sign).toBeVisible();
  await expectAccessible(page, "a page reads along", { within: "[data-parley]" });
  await sendFrom(composerIn(page, ben.address));
  await expect.poll(async () => (await ben.listTexts(addressOf(ana))).length).toBe(1);
  expect(await closeAndHear("for both of you")).toBe("for both of you");

  await launcherOn(page).click();
  await frame.getByRole("button", { name: embed.reading.end }).click();
  await expect(sign).toBeHidden();
  expect(await closeAndHear("between us two")).toBeUndefined();
});
