import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import jsQR from "jsqr";
import { expectAccessible } from "./harness/accessible.ts";
import { addressOf, signIn } from "./harness/at-parley.ts";
import { expect, test } from "./harness/test.ts";
import { common, ownAddress } from "./harness/words.ts";

/** What a scanner reads in a picture. */
async function scanned(page: Page, png: Buffer): Promise<string | undefined> {
  const { width, height, pixels } = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const pen = new OffscreenCanvas(image.width, image.height).getContext("2d");
    if (!pen) throw new Error("No canvas");
    pen.drawImage(image, 0, 0);
    const { data } = pen.getImageData(0, 0, image.width, image.height);
    const { width, height } = image;
    // As text: the driver would carry each of some million numbers by itself.
    const asUrl = new FileReader();
    asUrl.readAsDataURL(new Blob([data]));
    await new Promise((resolve) => asUrl.addEventListener("load", resolve));
    return { width, height, pixels: String(asUrl.result).split(",")[1] ?? "" };
  }, png.toString("base64"));
  return jsQR(Uint8ClampedArray.from(Buffer.from(pixels, "base64")), width, height)?.data;
}

test("one's own address is scanned in both themes, copied and kept", async ({ person }) => {
  const ana = await person("Ana", { context: { viewport: { width: 390, height: 844 } } });
  const { page } = ana;
  await ana.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await ana.open("/");
  await signIn(ana);
  await page.getByRole("button", { name: /^Your account/ }).click();
  await page.getByRole("menuitem", { name: ownAddress.title, exact: true }).click();
  const dialog = page.getByRole("dialog", { name: ownAddress.title });
  const link = `${new URL(page.url()).origin}/dm/${addressOf(ana)}`;
  const code = dialog.getByRole("img", { name: `QR code of ${link}` });
  await expect(code).toBeVisible();
  await expectAccessible(page, "one's own address");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expect.poll(async () => scanned(page, await code.screenshot()), colorScheme).toBe(link);
  }

  await dialog.getByRole("button", { name: ownAddress.copyLink }).click();
  await expect(dialog.getByRole("button", { name: common.copied })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: ownAddress.download }).click(),
  ]);
  expect(saved.suggestedFilename()).toMatch(/^parley-0x.*\.png$/);
  expect(await scanned(page, await readFile(await saved.path()))).toBe(link);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /^Your account/ })).toBeFocused();
});
