import type { Page } from "@playwright/test";
import { expectAccessible } from "./harness/accessible.ts";
import { addressOf, openFromList, short, signIn } from "./harness/at-parley.ts";
import { pageWithTag } from "./harness/host-sites.ts";
import { callWith, expectMedia, ringOf, watchConnections } from "./harness/in-calls.ts";
import {
  composerIn,
  parleyIn,
  sendFrom,
  signInThere,
  tell,
  toldTo,
  visitDapp,
} from "./harness/in-dapps.ts";
import { file, saved } from "./harness/sending.ts";
import { expect, test } from "./harness/test.ts";
import { calls, embed, inbox, landing, settings, wallet } from "./harness/words.ts";

/*
 * What a person decides in the frame, with what browsers give a frame of another site.
 */

/** Puts something over the frame, as big as a stamp, which lets presses through to what is below. */
const coverFrame = (page: Page) =>
  page.evaluate(() => {
    const stamp = document.createElement("div");
    stamp.id = "stamp";
    stamp.style.cssText =
      "position:fixed;right:40px;bottom:120px;width:90px;height:40px;background:gold;" +
      "pointer-events:none;z-index:2147483647";
    document.body.append(stamp);
  });

/** Shows a part of the panel, and nothing around it. */
const cutDown = (page: Page, clipPath: string) =>
  page.evaluate((given) => {
    const panel = document.querySelector("[data-parley]")?.shadowRoot?.querySelector("dialog");
    if (panel) panel.style.clipPath = given;
  }, clipPath);

test("what lies over the panel, fades it, or cuts it down, takes presses away until it is gone; keys still reach everything", async ({
  page,
  world,
}) => {
  const { hosts, appUrl } = world;
  hosts.put("/", pageWithTag(appUrl, "", `parley("open")`));
  await page.goto(hosts.origin("one"));
  const frame = parleyIn(page);
  const wayIn = frame.getByRole("button", { name: landing.signIn });
  const chooser = frame.getByRole("dialog", { name: wallet.title });
  const said = frame.getByText(embed.bar.covered.replace("{site}", new URL(page.url()).host));
  const press = async () => {
    const { x, y, width, height } = (await wayIn.boundingBox()) ?? {
      x: 0,
      y: 0,
      width: 0,
      height: 0,
    };
    await page.mouse.click(x + width / 2, y + height / 2);
  };
  await expect(wayIn).toBeEnabled();
  await wayIn.click();
  await expect(chooser).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(chooser).toBeHidden();

  const fades = (opacity: string) =>
    page.evaluate((given) => {
      const chat = document.querySelector<HTMLElement>("[data-parley]");
      if (chat) chat.style.opacity = given;
    }, opacity);
  const covers = [
    { begin: () => coverFrame(page), end: () => page.evaluate(() => stamp.remove()) },
    { begin: () => fades("0.02"), end: () => fades("") },
    { begin: () => cutDown(page, "inset(45% 0 30% 40%)"), end: () => cutDown(page, "") },
  ];
  for (const cover of covers) {
    await cover.begin();
    await expect(said).toBeVisible();
    await press();
    await press();
    await expect(chooser).toBeHidden();
    await cover.end();
    await expect(said).toBeHidden();
  }
  await coverFrame(page);
  await expect(said).toBeVisible();
  await wayIn.focus();
  await page.keyboard.press("Enter");
  await expect(chooser).toBeVisible();
  await page.keyboard.press("Escape");
  await frame.getByRole("button", { name: embed.bar.close }).click();
  await expect(wayIn, "what leads out of the panel can be pressed").toBeHidden();
});

declare const stamp: HTMLElement;

test("in a page of another site a file is sent, and a call that the page proposes is made by its person", async ({
  person,
  world,
}) => {
  const [ana, ben] = [await person("Ana", { embedded: "apart" }), await person("Ben")];
  const { page } = ana;
  await watchConnections(ben);
  await ben.open("/");
  await signIn(ben);
  await visitDapp(page, world);
  await tell(page, "openConversation", addressOf(ben), "Here is the contract");
  await signInThere({ page }, addressOf(ben));
  const frame = parleyIn(page);
  await sendFrom(composerIn(page, addressOf(ben)));
  await openFromList(ben, addressOf(ana));

  const contract = file("contract.pdf", "application/pdf", 200_000);
  await frame.locator('form input[type="file"]').setInputFiles([contract]);
  const tray = frame.getByRole("region", { name: "Files to send" });
  await expect(tray.getByRole("listitem")).toHaveCount(1);
  await composerIn(page, addressOf(ben)).press("Enter");
  await expect(tray).toHaveCount(0);
  expect((await saved(ben.page, "contract.pdf")).equals(contract.buffer)).toBe(true);

  await tell(page, "startCall", addressOf(ben), "video");
  const question = frame.getByRole("dialog").filter({ hasText: addressOf(ben) });
  await expect(question).toContainText(new URL(page.url()).host);
  await question.getByRole("button", { name: embed.call.video }).click();
  const nameOfAna = short(addressOf(ana));
  await ringOf(ben.page, nameOfAna).getByRole("button", { name: calls.accept.video }).click();
  await expect(callWith(ben.page, nameOfAna)).toContainText(calls.state.connected);
  await expectMedia(ben.page, ["audio", "video"]);
  await expect
    .poll(async () => (await toldTo(page)).findLast(({ name }) => name === "callStarted"))
    .toEqual({ name: "callStarted", atMs: expect.any(Number), with: addressOf(ben) });
});

test("what a site takes of an inbox is said, and given back in the panel: the device is removed, and nothing of it stays", async ({
  person,
  world,
}) => {
  const ana = await person("Ana", { embedded: "apart" });
  const { page } = ana;
  await visitDapp(page, world, `parley("open")`);
  const site = new URL(page.url()).host;
  const frame = parleyIn(page);
  const lent = wallet.choose.lent.replace("{site}", site);
  await frame.getByRole("button", { name: landing.signIn }).click();
  await frame.getByRole("button", { name: lent }).click();
  await expect(frame.getByText(wallet.use.firstIn.replace("{site}", site))).toBeVisible();
  await frame.getByRole("button", { name: wallet.explain.action }).click();
  await expect(frame.getByRole("button", { name: inbox.newMessage }).first()).toBeVisible();
  await expectAccessible(page, "the list in the panel", { within: "[data-parley]" });

  await frame.getByRole("button", { name: /^Your account/ }).click();
  await frame.getByRole("menuitem", { name: wallet.menu.settings }).click();
  const device = frame.getByRole("listitem").filter({ hasText: "Added" });
  await expect(device).toHaveCount(1);
  await expect(device).toContainText(settings.devices.thisIn.replace("{site}", site));
  await expectAccessible(page, "the devices in the panel", { within: "[data-parley]" });
  await device.getByRole("button", { name: /^Remove/ }).click();
  const question = frame.getByRole("dialog", { name: settings.devices.removeThisTitle });
  await expect(question).toContainText(settings.devices.removeThisBody);
  await question.getByRole("button", { name: lent }).click();
  await expect(frame.getByRole("button", { name: landing.signIn })).toBeEnabled();
  expect(ana.wallet.signatureRequests).toHaveLength(2);

  await frame.getByRole("button", { name: landing.signIn }).click();
  await frame.getByRole("button", { name: lent }).click();
  await expect(
    frame.getByText(`Parley in ${site} becomes device 1 of 10;`),
    "the network has no device of this inbox any more",
  ).toBeVisible();
});

test("the page's colour is Parley's there, always as dark or light as words need", async ({
  page,
  world,
}) => {
  const { hosts, appUrl } = world;
  hosts.put("/", pageWithTag(appUrl, `data-accent="#ffe600"`, `parley("open")`));
  await page.goto(hosts.origin("one"));
  const frame = parleyIn(page);
  await expect(frame.getByRole("button", { name: landing.signIn })).toBeEnabled();
  const lowest = () =>
    frame.locator("html").evaluate((root: HTMLElement) => {
      const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
      const probe = root.ownerDocument.body.appendChild(document.createElement("i"));
      const luminance = (name: string): number => {
        probe.style.color = `var(--${name})`;
        if (!canvas) return Number.NaN;
        canvas.fillStyle = getComputedStyle(probe).color;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((byte) => {
          const part = byte / 255;
          return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
      };
      const contrast = (one: string, other: string): number => {
        const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
        return (light + 0.05) / (dark + 0.05);
      };
      const pairs = ["canvas", "surface", "raised", "sunken", "hover", "selected", "tint"].map(
        (ground) => ["accent", ground] as const,
      );
      const all = [...pairs, ["on-accent", "accent"], ["on-accent", "accent-hover"]] as const;
      const found: Record<string, number> = {};
      for (let hue = 0; hue < 360; hue += 15)
        for (const look of ["100% 50%", "100% 85%", "100% 12%", "0% 50%"]) {
          probe.style.color = `hsl(${hue} ${look})`;
          const [r = 0, g = 0, b = 0] = getComputedStyle(probe).color.match(/\d+/g) ?? [];
          const hex = [r, g, b].map((byte) => Number(byte).toString(16).padStart(2, "0")).join("");
          root.style.setProperty("--host-accent", `#${hex}`);
          for (const [one, other] of all) {
            const key = `${one} on ${other}`;
            found[key] = Math.min(found[key] ?? 21, contrast(one, other));
          }
        }
      probe.remove();
      return found;
    });
  for (const theme of ["light", "dark"]) {
    await tell(page, "setTheme", theme);
    await expect(frame.locator("html")).toHaveAttribute("data-theme", theme);
    for (const [pair, contrast] of Object.entries(await lowest()))
      expect(contrast, `${pair}, ${theme}`).toBeGreaterThanOrEqual(4.5);
  }

  // Another colour, and Parley's own again.
  const accent = () =>
    frame.getByRole("button", { name: landing.signIn }).evaluate(async (button) => {
      // A colour that still changes is none of the two.
      await Promise.allSettled(button.getAnimations().map(({ finished }) => finished));
      return getComputedStyle(button).backgroundColor;
    });
  await tell(page, "setTheme", "light");
  await tell(page, "setAccent", "#7c3aed");
  await expect(frame.locator("html")).toHaveCSS("--host-accent", "#7c3aed");
  const purple = await accent();
  await tell(page, "setAccent", undefined);
  await expect(frame.locator("html")).not.toHaveAttribute("data-accent");
  expect(await accent()).not.toBe(purple);
});
