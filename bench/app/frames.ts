import type { Page } from "@playwright/test";
import { percentile } from "../lib/measure.ts";

/** How smoothly something scrolled. */
export type Frames = {
  /** Of all frames, those that came within a 60th of a second; in percent. */
  inTimePercent: number;
  longestMs: number;
};

const SCROLL_MS = 6_000;
/** As fast as a hand turns a wheel. */
const STEP_PX = 120;
/** The clock of frames is not exact to the tenth of a millisecond. */
const IN_TIME_MS = 1_000 / 60 + 1;

/** Scrolls up for some seconds through what this selector finds. */
export async function scrollUp(page: Page, selector: string): Promise<Frames> {
  const frames = await page.evaluate(
    async ([where, lastsMs, stepPx]) => {
      const pane = document.querySelector(where);
      const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
      const times: number[] = [];
      const startedAt = await nextFrame();
      for (let before = startedAt; before - startedAt < lastsMs; ) {
        pane?.scrollBy(0, -stepPx);
        const now = await nextFrame();
        times.push(now - before);
        before = now;
      }
      return times;
    },
    [selector, SCROLL_MS, STEP_PX] as const,
  );
  const inTime = frames.filter((ms) => ms <= IN_TIME_MS).length;
  return { inTimePercent: (100 * inTime) / frames.length, longestMs: percentile(frames, 1) };
}

/** The floor: the same browser scrolls a page of plain lines. */
export async function scrollPlainLines(page: Page): Promise<Frames> {
  await page.setContent(`<main>${"<p>a line</p>".repeat(2_000)}</main>`);
  await page.evaluate(() => {
    const pane = document.querySelector("main");
    pane?.setAttribute("style", "height: 90vh; overflow-y: scroll");
    pane?.scrollTo(0, pane.scrollHeight);
  });
  return scrollUp(page, "main");
}
