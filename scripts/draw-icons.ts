/** Draws the icons of `public/icons` from `app/icon.svg`. `npm run icons`. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { chromium } from "@playwright/test";
import { LAUNCH_OPTIONS } from "../tests/e2e/harness/chromium.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const FOLDER = path.join(ROOT, "public", "icons");

/** `bleed` is for systems that cut the icon's shape themselves: the ground fills the square. */
const ICONS = [
  { name: "icon-192.png", sizePx: 192, bleed: false },
  { name: "icon-512.png", sizePx: 512, bleed: false },
  { name: "maskable-512.png", sizePx: 512, bleed: true },
  { name: "apple-180.png", sizePx: 180, bleed: true },
] as const;

const svg = await readFile(path.join(ROOT, "app", "icon.svg"), "utf8");
await mkdir(FOLDER, { recursive: true });
const browser = await chromium.launch(LAUNCH_OPTIONS);
try {
  const page = await browser.newPage();
  for (const { name, sizePx, bleed } of ICONS) {
    const drawn = bleed ? svg.replace(/ rx="9"/, "") : svg;
    await page.setViewportSize({ width: sizePx, height: sizePx });
    await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw}</style>${drawn}`);
    await writeFile(path.join(FOLDER, name), await page.screenshot({ omitBackground: true }));
  }
} finally {
  await browser.close();
}
