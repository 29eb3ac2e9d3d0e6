import type { Page } from "@playwright/test";
import { buildPackage } from "../../scripts/examples/examples.ts";
import { addressOf, bubbles, openFromList, say, signIn } from "./harness/at-parley.ts";
import { nextApp, plainHtml, viteReact } from "./harness/example-dapps.ts";
import { composerIn, parleyIn, sendFrom, signInThere } from "./harness/in-dapps.ts";
import { WALLET_NAME } from "./harness/page-wallet.ts";
import { expect, test } from "./harness/test.ts";
import { consent, landing, wallet } from "./harness/words.ts";

/*
 * The dapps of `examples/`, built and served as they are, on sites of their own.
 */

test.beforeAll(buildPackage);
test.afterEach(({ world }) => {
  for (const name of ["one", "two"]) world.hosts.handOver(name);
});

const chats = (page: Page) => page.locator("[data-parley]");

/** Somebody connects their wallet with the dapp, and asks a seller by its form. */
async function askSeller(page: Page, seller: string, question: string): Promise<void> {
  await page.getByRole("button", { name: `Connect ${WALLET_NAME}` }).click();
  await expect(page.getByRole("button", { name: /^Disconnect/ })).toBeVisible();
  await askAgain(page, seller, question);
}

async function askAgain(page: Page, seller: string, question: string): Promise<void> {
  await page.getByLabel("Seller’s address or name").fill(seller);
  await page.getByLabel("Your question").fill(question);
  await page.getByRole("button", { name: "Write to the seller" }).click();
}

const switchOf = (page: Page) => page.getByRole("checkbox", { name: "Chat", exact: true });

const said = (page: Page, text: string) =>
  parleyIn(page).getByRole("log").getByText(text, { exact: true });

test("Ana in a plain page and Ben in a React app talk to each other, and both to Cleo in Parley", async ({
  person,
  world,
}) => {
  world.hosts.handOver("one", plainHtml(world));
  world.hosts.handOver("two", await viteReact(world, "production"));
  const [ana, ben, cleo] = await Promise.all([
    person("Ana", { embedded: "apart" }),
    person("Ben", { embedded: "apart" }),
    person("Cleo"),
  ]);
  await cleo.open("/");
  await signIn(cleo);
  await ana.page.goto(world.hosts.origin("one"));
  await ben.page.goto(world.hosts.origin("two"));

  for (const each of [ana, ben]) {
    const question = `${each.name} asks Cleo`;
    await askSeller(each.page, addressOf(cleo), question);
    await signInThere(each, addressOf(cleo));
    await sendFrom(composerIn(each.page, addressOf(cleo)));
    await openFromList(cleo, addressOf(each));
    await expect(bubbles(cleo.page).getByText(question, { exact: true })).toBeVisible();
    await say(cleo, `Cleo answers ${each.name}`);
    await expect(said(each.page, `Cleo answers ${each.name}`)).toBeVisible();
  }
  await expect(ana.page.getByText("The seller has your message.")).toBeVisible();
  await expect(said(ana.page, "Cleo answers Ben")).toHaveCount(0);

  await askAgain(ana.page, addressOf(ben), "Ana asks Ben");
  await sendFrom(composerIn(ana.page, addressOf(ben)));
  await askAgain(ben.page, addressOf(ana), "Ben asks Ana");
  await expect(said(ben.page, "Ana asks Ben")).toBeVisible();
  await parleyIn(ben.page).getByRole("button", { name: consent.request.accept }).click();
  await sendFrom(composerIn(ben.page, addressOf(ana)));
  await expect(said(ana.page, "Ben asks Ana")).toBeVisible();
});

test("the React component mounts once, follows its properties, leaves nothing behind, and comes back", async ({
  person,
  world,
}) => {
  world.hosts.handOver("one", await viteReact(world, "development"));
  const { page } = await person("Ana", { embedded: "apart" });
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(world.hosts.origin("one"));
  await page.getByRole("button", { name: `Connect ${WALLET_NAME}` }).click();
  await expect(page.getByRole("button", { name: "Disconnect" })).toBeVisible();
  await expect(chats(page)).toHaveCount(1);
  expect(asked.filter((url) => url.startsWith(world.appUrl))).toEqual([]);

  await page.getByRole("button", { name: "Messages" }).click();
  const frame = parleyIn(page);
  const signInButton = frame.getByRole("button", { name: landing.signIn });
  await expect(signInButton).toBeVisible();
  const loads = asked.filter((url) => url.startsWith(`${world.appUrl}/embed?`));
  expect(loads, "mounted twice, loaded once").toHaveLength(1);

  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
  await expect(signInButton).toBeVisible();
  await page.getByLabel("Theme").selectOption("dark");
  await expect(frame.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByLabel("Language").selectOption("es");
  await expect(frame.getByRole("button", { name: "Entrar con tu cartera" })).toBeVisible();
  await page.getByLabel("Language").selectOption("en");
  await signInButton.click();
  const site = new URL(page.url()).host;
  const lent = frame.getByRole("button", { name: wallet.choose.lent.replace("{site}", site) });
  await expect(lent).toBeVisible();
  await page.getByLabel("Lend the wallet to the chat").uncheck();
  await expect(lent).toHaveCount(0);
  await page.getByLabel("Lend the wallet to the chat").check();
  await expect(lent).toBeVisible();

  await switchOf(page).uncheck();
  await expect(chats(page)).toHaveCount(0);
  await expect.poll(() => page.frames().length, "frames that are left").toBe(1);
  await switchOf(page).check();
  await expect(chats(page)).toHaveCount(1);
  await page.goBack();
  await page.getByRole("button", { name: "Messages" }).click();
  await expect(signInButton).toBeVisible();
  await expect(frame.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("a Next server renders no chat; in the browser it is there, and stays from page to page", async ({
  person,
  peer,
  world,
}) => {
  const next = await nextApp(world);
  world.hosts.handOver("one", next.listener);
  try {
    const [ana, ben] = [await person("Ana", { embedded: "apart" }), await peer()];
    const { page } = ana;
    const served = await page.goto(world.hosts.origin("one"));
    const html = await served?.text();
    expect(html).toContain("Boats for sale");
    expect(html).not.toMatch(/<iframe|data-parley|the chat/i);
    await expect(chats(page)).toHaveCount(1);

    await askSeller(page, ben.address, "asked in a Next app");
    await signInThere(ana, ben.address);
    await sendFrom(composerIn(page, ben.address));
    const heard = async () => (await ben.listTexts(addressOf(ana))).map(({ text }) => text);
    await expect.poll(heard).toEqual(["asked in a Next app"]);

    await page.getByRole("link", { name: "Orders" }).click();
    await expect(page.getByRole("heading", { name: "Your orders" })).toBeVisible();
    await ben.sendText(addressOf(ana), "answered on another page");
    await expect(said(page, "answered on another page")).toBeVisible();
    await page.goBack();
    await expect(page.getByRole("heading", { name: "Boats for sale" })).toBeVisible();
    await expect(said(page, "answered on another page")).toBeVisible();
    await expect(chats(page)).toHaveCount(1);
  } finally {
    await next.stop();
  }
});
