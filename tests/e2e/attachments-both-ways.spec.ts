import type { Page } from "@playwright/test";
import { bubbles, composerOf } from "./harness/at-parley.ts";
import { plainPng } from "./harness/picture-server.ts";
import { clip, hum, PDF } from "./harness/sample-files.ts";
import { ARRIVES, choose, file, type SentFile, saved, savedPicture } from "./harness/sending.ts";
import { expect, test } from "./harness/test.ts";
import { twoFriends } from "./harness/two-friends.ts";
import { sending } from "./harness/words.ts";

test.describe.configure({ timeout: 240_000 });

/** One of each kind; `whose` is in their names, so that it is seen from whom they are. */
async function oneOfEach(whose: string): Promise<Record<Kind, SentFile>> {
  const made = (ending: string, mimeType: string, buffer: Buffer) => ({
    name: `${whose}.${ending}`,
    mimeType,
    buffer,
  });
  return {
    picture: made("png", "image/png", plainPng(300, [20, 110, 90])),
    video: made("webm", "video/webm", await clip()),
    audio: made("wav", "audio/wav", hum(30)),
    pdf: made("pdf", "application/pdf", PDF),
    document: file(`${whose}.dat`, "application/octet-stream", 40_000),
  };
}

type Kind = "picture" | "video" | "audio" | "pdf" | "document";

test("each kind of file goes both ways byte for byte; what moves or sounds plays and is sought in", async ({
  person,
}) => {
  const [ana, ben] = await twoFriends(person);
  for (const [from, to] of [
    [ana, ben],
    [ben, ana],
  ] as const) {
    const sent = await oneOfEach(`from-${from.name}`);
    await choose(from.page, Object.values(sent));
    await from.page.getByText(sending.pictures.original, { exact: true }).click();
    await composerOf(from.page).press("Enter");

    const { picture, video, audio, pdf, document } = sent;
    const isSame = async (getting: Promise<Buffer>, { name, buffer }: SentFile) =>
      expect((await getting).equals(buffer), name).toBe(true);
    await isSame(savedPicture(to.page, picture.name), picture);
    for (const each of [pdf, document, audio]) await isSame(saved(to.page, each.name), each);
    await listen(to.page, audio.name);
    await to.page.getByRole("button", { name: `Play ${video.name}` }).click();
    await watch(to.page, video.name);
    await isSame(saved(to.page, video.name), video);
    await to.page.keyboard.press("Escape");

    const recorded = await speak(from.page);
    const voice = bubbles(to.page).last();
    const save = voice.getByRole("button", { name: /^Save voice-/ });
    await expect(save).toBeVisible(ARRIVES);
    const name = String(await save.getAttribute("aria-label")).replace(/^Save /, "");
    await isSame(saved(to.page, name, voice), { ...audio, name, buffer: await recorded() });
  }
});

/** Plays a sound and goes to five seconds before its end. */
async function listen(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: `Play ${name}` }).click();
  const slider = page.getByRole("slider", { name: `Place in ${name}` });
  await expect(slider).toHaveAttribute("aria-valuemax", "30");
  await page.getByRole("button", { name: `Pause ${name}` }).click();
  await slider.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await expect(slider).toHaveAttribute("aria-valuenow", "25");
}

/** The video plays, shows what is at another time when it is sought there, and goes on from there. */
async function watch(page: Page, name: string): Promise<void> {
  const video = page.getByRole("dialog").getByLabel(name, { exact: true });
  const decoded = () =>
    video.evaluate(
      (shown) => (shown as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames,
    );
  await expect.poll(decoded).toBeGreaterThan(2);
  const sought = await video.evaluate(async (shown) => {
    const playing = shown as HTMLVideoElement;
    playing.pause();
    const at = async (seconds: number) => {
      const done = new Promise((resolve) =>
        playing.addEventListener("seeked", resolve, { once: true }),
      );
      playing.currentTime = seconds;
      await done;
      const context = new OffscreenCanvas(1, 1).getContext("2d");
      context?.drawImage(playing, 0, 0);
      const [red = 0, , blue = 0] = context?.getImageData(0, 0, 1, 1).data ?? [];
      return { time: playing.currentTime, isBlue: blue > red };
    };
    return [await at(3), await at(0.5)];
  });
  expect(sought).toEqual([
    { time: 3, isBlue: true },
    { time: 0.5, isBlue: false },
  ]);
  const before = await decoded();
  await video.evaluate((shown) => (shown as HTMLVideoElement).play());
  await expect.poll(decoded).toBeGreaterThan(before);
}

/** Records a moment of sound and sends it; gives the bytes that the browser recorded. */
async function speak(page: Page): Promise<() => Promise<Buffer>> {
  await page.evaluate(() => {
    const parts: Blob[] = [];
    Object.assign(window, { parts });
    const { start } = MediaRecorder.prototype;
    MediaRecorder.prototype.start = function (slice) {
      this.addEventListener("dataavailable", ({ data }) => parts.push(data));
      start.call(this, slice);
    };
  });
  await page.getByRole("button", { name: "Record a voice message" }).click();
  await expect(page.getByRole("timer")).toHaveText(/^0:0[1-9]$/);
  await page.getByRole("button", { name: sending.voice.send }).click();
  return async () =>
    Buffer.from(
      await page.evaluate(async () => {
        const { parts } = window as unknown as { parts: Blob[] };
        return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
      }),
    );
}
