import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { signIn } from "./harness/at-parley.ts";
import { pageWithTag } from "./harness/host-sites.ts";
import { parleyIn, signInThere, tell, toldTo, visitDapp } from "./harness/in-dapps.ts";
import { expect, test } from "./harness/test.ts";
import { embed, inbox, landing } from "./harness/words.ts";

/*
 * Where in a page the chat is, and what the browser keeps for it there.
 */

const wayIn = (page: Page) => parleyIn(page).getByRole("button", { name: landing.signIn });
const MOST_PANEL_BYTES = 200_000;

test("a panel that is opened stays within its weight before somebody signs in, and moves nothing in the page", async ({
  page,
  world,
}) => {
  const { hosts, appUrl } = world;
  const scripts = new Map<string, Buffer>();
  page.on("response", async (response) => {
    const isOfPanel = response.frame().parentFrame() !== null;
    if (isOfPanel && response.request().resourceType() === "script")
      scripts.set(response.url(), await response.body());
  });
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.push((entry as never as { value: number }).value);
    }).observe({ type: "layout-shift", buffered: true });
  });
  hosts.put("/", pageWithTag(appUrl));
  await page.goto(hosts.origin("one"));
  await page.getByRole("button", { name: "Open the chat" }).click();
  await expect(wayIn(page)).toBeEnabled();
  await page.waitForLoadState("networkidle");
  const bytes = [...scripts.values()].reduce((sum, body) => sum + gzipSync(body).length, 0);
  test
    .info()
    .annotations.push({ type: "panel", description: `${bytes} bytes of scripts, gzipped` });
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThanOrEqual(MOST_PANEL_BYTES);
  expect(await page.evaluate(() => (window as never as { shifts: number[] }).shifts)).toEqual([]);
});

test("a chat in the page, one over it and one in the corner are three, and go one by one", async ({
  page,
  world,
}) => {
  const { hosts, appUrl } = world;
  const more = `
    document.body.insertAdjacentHTML("beforeend", '<div id="place" style="width:400px;height:500px"></div>');
    addEventListener("load", () => {
      window.inline = parley.mount({ mode: "inline", target: "#place" });
      window.modal = parley.mount({ mode: "modal" });
    });`;
  hosts.put("/", pageWithTag(appUrl, "", more));
  await page.goto(hosts.origin("one"));
  const chats = page.locator("[data-parley]");
  await expect(chats).toHaveCount(3);
  const inline = page.frameLocator("[data-parley=inline] iframe");
  await expect(inline.getByRole("button", { name: landing.signIn })).toBeVisible();
  await expect(inline.getByRole("button", { name: embed.bar.close })).toHaveCount(0);

  await page.evaluate(() => (window as never as { modal: { open(): void } }).modal.open());
  const modal = page.frameLocator("[data-parley=modal] iframe");
  await expect(modal.getByRole("button", { name: landing.signIn })).toBeVisible();
  await expect(page.getByRole("dialog", { name: "Chat" })).toHaveCount(1);
  await expect(page.getByRole("region", { name: "Chat" })).toHaveCount(1);
  await modal.getByRole("button", { name: embed.bar.close }).click();
  await expect(page.locator("[data-parley=modal] dialog")).toBeHidden();

  await page.evaluate(() => (window as never as { inline: { destroy(): void } }).inline.destroy());
  await expect(chats).toHaveCount(2);
  await tell(page, "destroy");
  await expect(chats).toHaveCount(1);
  await tell(page, "open");
  await expect(chats).toHaveCount(2);
});

test("a page that goes on within itself keeps its one chat: tags that run again, another body, a frame that is loaded anew", async ({
  person,
  world,
}) => {
  const { hosts, appUrl } = world;
  const { page } = await person("Ana");
  await visitDapp(page, world);
  await tell(page, "open");
  await signInThere({ page });
  await page.evaluate((src) => {
    const again = document.createElement("script");
    again.src = src;
    document.body.append(again);
    return new Promise((resolve) => {
      again.onload = resolve;
    });
  }, `${appUrl}/embed.js`);
  await expect(page.locator("[data-parley]")).toHaveCount(1);

  await page.evaluate(() => {
    const next = document.createElement("body");
    next.append("The next page");
    document.body.replaceWith(next);
  });
  await expect(page.getByText("The next page")).toBeVisible();
  const list = parleyIn(page).getByRole("heading", { name: inbox.title, level: 1 });
  await expect(list).toBeVisible();
  await tell(page, "openInbox");
  await expect(list).toBeVisible();
  expect((await toldTo(page)).map(({ name }) => name)).toEqual(["open", "ready"]);
  expect(page.url(), "no step of the frame is in the page's history").toBe(
    `${hosts.origin("one")}/`,
  );
  expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(2);
});

test("a phone has the chat on its whole screen, in the page's language and looks", async ({
  page,
  world,
}) => {
  const { hosts, appUrl } = world;
  await page.setViewportSize({ width: 390, height: 844 });
  hosts.put("/", pageWithTag(appUrl, `data-theme="dark" data-locale="es"`));
  await page.goto(hosts.origin("one"));
  await page.getByRole("button", { name: "Abrir el chat" }).click();
  const frame = parleyIn(page);
  await expect(frame.getByRole("button", { name: "Entrar con tu cartera" })).toBeVisible();
  await expect(frame.locator("html")).toHaveAttribute("lang", "es");
  await expect(frame.locator("html")).toHaveAttribute("data-theme", "dark");
  expect(await page.locator("[data-parley] iframe").boundingBox()).toEqual({
    x: 0,
    y: 0,
    width: 390,
    height: 844,
  });
  await tell(page, "setLocale", "en");
  await tell(page, "setTheme", "light");
  await expect(wayIn(page)).toBeVisible();
  await expect(frame.locator("html")).toHaveAttribute("data-theme", "light");
  await frame.getByRole("button", { name: embed.bar.close }).click();
  await expect(page.getByRole("button", { name: "Open the chat" })).toBeFocused();
});

test("a page of Parley's own site shares what Parley keeps: who is signed in there is signed in here", async ({
  person,
  world,
}) => {
  const { hosts, appUrl } = world;
  const ana = await person("Ana", { embedded: "apart" });
  const { page } = ana;
  await ana.open("/");
  await signIn(ana);
  hosts.put("/", pageWithTag(appUrl, "", `parley("open")`));
  await page.goto(hosts.origin());
  const list = parleyIn(page).getByRole("heading", { name: inbox.title, level: 1 });
  await expect(list).toBeVisible();
  expect(ana.wallet.signatureRequests).toHaveLength(1);
});
