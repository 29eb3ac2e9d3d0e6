import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page } from "@playwright/test";
import { composerOf } from "./at-parley.ts";

/** A file is sealed, archived, fetched and opened by two people on one machine. */
export const ARRIVES = { timeout: 60_000 };

export type SentFile = { name: string; mimeType: string; buffer: Buffer };

export const file = (name: string, mimeType: string, bytes: number): SentFile => ({
  name,
  mimeType,
  buffer: randomBytes(bytes),
});

/** Puts files into the tray. */
export async function choose(page: Page, files: readonly SentFile[]): Promise<void> {
  await page.locator('form input[type="file"]').setInputFiles([...files]);
  await expect(tray(page).getByRole("listitem")).toHaveCount(files.length);
}

export const tray = (page: Page): Locator => page.getByRole("region", { name: "Files to send" });

/** Chooses files, and sends them in one message. */
export async function sendFiles(page: Page, files: readonly SentFile[]): Promise<void> {
  await choose(page, files);
  await composerOf(page).press("Enter");
  await expect(tray(page)).toHaveCount(0);
}

/** What the person who got it has on their disk in the end. */
export async function saved(
  page: Page,
  name: string,
  within: Page | Locator = page,
): Promise<Buffer> {
  const downloading = page.waitForEvent("download", { timeout: 120_000 });
  await within.getByRole("button", { name: `Save ${name}` }).click(ARRIVES);
  const download = await downloading;
  expect(download.suggestedFilename()).toBe(name);
  return readFile(await download.path());
}

/** A picture is looked at first, and saved from there. */
export async function savedPicture(page: Page, name: string): Promise<Buffer> {
  await page.getByRole("button", { name: `Show ${name}` }).click(ARRIVES);
  const bytes = await saved(page, name);
  await page.getByRole("button", { name: "Close" }).click();
  return bytes;
}
