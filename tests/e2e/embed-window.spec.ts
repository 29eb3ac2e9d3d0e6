import type { FrameLocator, Page } from "@playwright/test";
import { expectAccessible } from "./harness/accessible.ts";
import { addressOf, composerOf } from "./harness/at-parley.ts";
import { parleyIn, sendFrom, signInFor, tell, toldTo, visitDapp } from "./harness/in-dapps.ts";
import type { Person } from "./harness/person.ts";
import { expect, test } from "./harness/test.ts";
import { embed, errors, inbox, landing, settings, wallet } from "./harness/words.ts";

/*
 * Where a browser keeps nothing for a frame in another site's page: a window of Parley's own.
 */

const sayingOf = (page: Page) => {
  const site = new URL(page.url()).host;
  return (words: string) => words.replaceAll("{site}", site);
};

/** Opens the chat in a page that lends its wallet, in a browser that keeps nothing for it. */
async function open(
  { page }: Person,
  world: Parameters<typeof visitDapp>[1],
  headers?: Record<string, string>,
): Promise<FrameLocator> {
  await visitDapp(page, world, "", headers);
  await tell(page, "open");
  const frame = parleyIn(page);
  const title = sayingOf(page)(embed.apart.title);
  await expect(frame.getByRole("heading", { name: title })).toBeVisible();
  return frame;
}

async function openWindow({ context }: Person, frame: FrameLocator): Promise<Page> {
  const [opened] = await Promise.all([
    context.waitForEvent("page"),
    frame.getByRole("button", { name: embed.apart.open }).click(),
  ]);
  return opened;
}

test("a window of Parley's own keeps what the frame can't: it talks with the page's wallet, and is the same device each time", async ({
  person,
  peer,
  world,
}) => {
  const [ana, ben] = [await person("Ana", { siteData: "third-party-denied" }), await peer()];
  const { page } = ana;
  const frame = await open(ana, world);
  const site = new URL(page.url()).host;
  await expectAccessible(page, "the way out of a frame", { within: "[data-parley]" });
  await tell(page, "openConversation", ben.address, "Hello from a window");
  const first = await openWindow(ana, frame);
  await expect(first.getByText(embed.bar.in.replace("{site}", site))).toBeVisible();
  await signInFor(site, first, ben.address);
  expect(ana.wallet.signatureRequests).toHaveLength(1);
  const composer = composerOf(first, ben.address);
  await expect(composer).toHaveValue("Hello from a window");
  await sendFrom(composer);
  await expect
    .poll(async () => (await ben.listTexts(addressOf(ana))).map(({ text }) => text))
    .toEqual(["Hello from a window"]);
  await expect
    .poll(async () => (await toldTo(page)).map(({ name, code }) => code ?? name))
    .toEqual(["open", "ready", "storage-blocked", "messageSent"]);

  await expect(frame.getByRole("heading", { name: embed.apart.isOpen })).toBeVisible();
  await frame.getByRole("button", { name: embed.apart.show }).click();
  await tell(page, "openInbox");
  await expect(first).toHaveURL(/\/embed\/window\?/);
  expect(ana.context.pages(), "a second press opens no second one").toHaveLength(2);

  await first.reload();
  await expect(first.getByRole("heading", { name: inbox.title, level: 1 })).toBeVisible();
  await tell(page, "openConversation", ben.address);
  await expect(composerOf(first, ben.address)).toBeVisible();

  await first.close();
  await expect(frame.getByRole("button", { name: embed.apart.open })).toBeVisible();
  const second = await openWindow(ana, frame);
  await expect(second.getByRole("article", { name: /Hello from a window/ })).toBeVisible();
  await second.goto(`${world.appUrl}/settings/devices`);
  const inUse = settings.devices.lead.split(".")[1]?.trim() ?? "";
  await expect(
    second.getByText(inUse.replace("{used, number}", "1").replace("{most, number}", "10")),
  ).toBeVisible();
  expect(ana.wallet.signatureRequests).toHaveLength(1);
});

test("a window whose page goes away says so; its wallet is gone with it, and nothing waits for that", async ({
  person,
  world,
}) => {
  const ana = await person("Ana", { siteData: "third-party-denied" });
  const { page } = ana;
  const frame = await open(ana, world);
  const saying = sayingOf(page);
  const opened = await openWindow(ana, frame);
  await expect(opened.getByText(saying(embed.bar.in))).toBeVisible();
  await opened.getByRole("button", { name: landing.signIn }).click();
  await opened.getByRole("button", { name: saying(wallet.choose.lent) }).click();
  const sign = opened.getByRole("button", { name: wallet.explain.action });
  await expect(sign).toBeVisible();
  ana.wallet.hold();
  await sign.click();
  await expect.poll(() => ana.wallet.signatureRequests.length).toBe(1);
  await page.close();
  await expect(opened.getByText(saying(embed.bar.left))).toBeVisible();
  await expect(opened.getByText(errors.wallet.unavailable)).toBeVisible();
});

test("where the browser opens no window that is said, and Parley itself is a press away, or a session that keeps nothing", async ({
  person,
  world,
}) => {
  const ana = await person("Ana", { siteData: "third-party-denied" });
  const { page } = ana;
  const frame = await open(ana, world);
  await frame.locator("body").evaluate(() => {
    window.open = () => null;
  });
  await frame.getByRole("button", { name: embed.apart.open }).click();
  await expect(frame.getByText(embed.apart.refused)).toBeVisible();
  await expect(frame.getByRole("link", { name: embed.apart.itself })).toHaveAttribute("href", "/");
  await expect
    .poll(async () => (await toldTo(page)).flatMap(({ code }) => code ?? []))
    .toEqual(["storage-blocked", "popup-blocked"]);

  await frame.getByRole("button", { name: embed.apart.stay }).click();
  const lent = sayingOf(page)(wallet.choose.lent);
  await frame.getByRole("button", { name: lent }).click();
  await expect(frame.getByText(errors.storage.unavailable)).toBeVisible();
  expect(ana.wallet.signatureRequests).toEqual([]);
  await expect(frame.getByRole("button", { name: wallet.temporary.offer.action })).toBeVisible();
  await expect(frame.getByRole("link", { name: embed.bar.apart })).toHaveAttribute("href", "/");
});

test("a page that browsers part from the windows it opens leads to Parley itself", async ({
  person,
  world,
}) => {
  const ana = await person("Ana", { siteData: "third-party-denied" });
  const frame = await open(ana, world, { "cross-origin-opener-policy": "same-origin" });
  const parted = await openWindow(ana, frame);
  await expect(parted).toHaveURL(`${world.appUrl}/`);
  await expect(parted.getByRole("button", { name: landing.signIn })).toBeVisible();
  await expect(frame.getByText(embed.apart.refused)).toBeVisible();
});
