import type { FileChooser, Page } from "@playwright/test";
import { bubbles, composerOf, say } from "./harness/at-parley.ts";
import {
  ARRIVES,
  choose,
  file,
  type SentFile,
  saved,
  savedPicture,
  sendFiles,
  tray,
} from "./harness/sending.ts";
import { expect, test } from "./harness/test.ts";
import { twoFriends } from "./harness/two-friends.ts";
import { sending } from "./harness/words.ts";

// Files are sealed, archived, fetched and opened by two people on one machine.
test.describe.configure({ timeout: 240_000 });

/** A photograph as a phone makes it: with the place in its Exif. */
async function photograph(page: Page, name: string): Promise<SentFile> {
  const drawn = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(640, 480);
    const context = canvas.getContext("2d");
    for (let x = 0; x < 640; x += 20) {
      if (context) context.fillStyle = `hsl(${x} 80% 50%)`;
      context?.fillRect(x, 0, 20, 480);
    }
    const blob = await canvas.convertToBlob({ type: "image/jpeg" });
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  const exif = Buffer.concat([
    Buffer.from("Exif\0\0II*\0\x08\0\0\0\0\0"),
    Buffer.from(SECRET_PLACE),
  ]);
  const segment = Buffer.alloc(4);
  segment.writeUInt16BE(0xffe1, 0);
  segment.writeUInt16BE(exif.length + 2, 2);
  const jpeg = Buffer.from(drawn);
  const buffer = Buffer.concat([jpeg.subarray(0, 2), segment, exif, jpeg.subarray(2)]);
  return { name, mimeType: "image/jpeg", buffer };
}

const SECRET_PLACE = "52.0907N 5.1214E";

test("files of each kind arrive byte for byte, in both directions", async ({ person }) => {
  const [ana, ben] = await twoFriends(person);
  const sent = [
    file("soundings.pdf", "application/pdf", 300_000),
    file("summer.zip", "application/zip", 9_500_000),
    file("a name with spaces, ñ and 🦄.dat", "application/octet-stream", 1),
    { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("Tide at 18:30\n") },
  ];
  await sendFiles(ana.page, sent);
  await say(ana, "the words come after");
  // One message, and the words are the next one.
  await expect(bubbles(ben.page)).toHaveCount(3, ARRIVES);
  for (const { name, buffer } of sent) {
    expect((await saved(ben.page, name)).equals(buffer), name).toBe(true);
  }
  const back = file("answer.dat", "", 70_000);
  await sendFiles(ben.page, [back]);
  expect((await saved(ana.page, back.name)).equals(back.buffer)).toBe(true);
});

test("a reduced photo says nothing of the place, an original is what it was", async ({
  person,
}) => {
  const [ana, ben] = await twoFriends(person);
  const reduced = await photograph(ana.page, "quay.jpg");
  await sendFiles(ana.page, [reduced]);
  const got = await savedPicture(ben.page, reduced.name);
  expect(got.includes(SECRET_PLACE)).toBe(false);
  expect(got.includes("Exif")).toBe(false);

  const original = await photograph(ana.page, "mast.jpg");
  await choose(ana.page, [original]);
  await ana.page.getByText("Original", { exact: true }).click();
  await composerOf(ana.page).press("Enter");
  expect((await savedPicture(ben.page, original.name)).equals(original.buffer)).toBe(true);
});

test("what is pasted or dropped lies ready, and nothing leaves before it is sent", async ({
  person,
}) => {
  const [ana, ben] = await twoFriends(person);
  const asked: string[] = [];
  ana.context.on("request", (request) => {
    if (request.url().includes("/api/archive/uploads")) asked.push(request.url());
  });
  const give = (type: "paste" | "drop", name: string) =>
    composerOf(ana.page).evaluate(
      (area, [kind, called]) => {
        const data = new DataTransfer();
        data.items.add(new File([`the bytes of ${called}`], called, { type: "text/csv" }));
        const options = { bubbles: true, cancelable: true };
        if (kind === "paste") {
          return area.dispatchEvent(
            new ClipboardEvent("paste", { ...options, clipboardData: data }),
          );
        }
        area.dispatchEvent(new DragEvent("dragenter", { ...options, dataTransfer: data }));
        return area.dispatchEvent(new DragEvent("drop", { ...options, dataTransfer: data }));
      },
      [type, name] as const,
    );
  await give("paste", "pasted.csv");
  await give("drop", "dropped.csv");
  const rows = tray(ana.page).getByRole("listitem");
  await expect(rows).toHaveCount(2);
  await ana.page.getByRole("button", { name: "Remove pasted.csv" }).click();
  await expect(rows).toHaveCount(1);
  expect(asked).toEqual([]);
  await ana.page.getByRole("button", { name: "Send", exact: true }).click();
  expect((await saved(ben.page, "dropped.csv")).toString()).toBe("the bytes of dropped.csv");
});

test("files are chosen, taken out and sent with the keys alone", async ({ person }) => {
  const [ana, ben] = await twoFriends(person);
  const { page } = ana;
  // The driver takes choosers over from here on: asked for with the key, it may come too late.
  const chooser = new Promise<FileChooser>((resolve) => page.on("filechooser", resolve));
  const reach = async (name: string, key: "Tab" | "Shift+Tab") => {
    const button = page.getByRole("button", { name, exact: true });
    const isFocused = () => button.evaluate((element) => element === document.activeElement);
    for (let presses = 0; presses < 50 && !(await isFocused()); presses++) {
      await page.keyboard.press(key);
    }
    await expect(button).toBeFocused();
  };
  await composerOf(page).focus();
  await reach("Attach files", "Tab");
  await page.keyboard.press("Enter");
  const entry = page.getByRole("menuitem", { name: sending.file, exact: true });
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(entry).toBeFocused();
  await page.keyboard.press("Enter");
  await (await chooser).setFiles([
    file("wrong.txt", "text/plain", 9),
    file("right.txt", "text/plain", 9),
  ]);
  await expect(tray(page).getByRole("listitem")).toHaveCount(2);
  await expect(composerOf(page)).toBeFocused();
  await reach("Remove wrong.txt", "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Remove right.txt" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(composerOf(page)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(bubbles(ben.page).filter({ hasText: "right.txt" })).toBeVisible(ARRIVES);
  await expect(bubbles(ben.page).filter({ hasText: "wrong.txt" })).toHaveCount(0);
});

test("a voice message is recorded, listened to, sent and heard", async ({ person }) => {
  const [ana, ben] = await twoFriends(person);
  const { page } = ana;
  await page.getByRole("button", { name: "Record a voice message" }).click();
  // Each second is on the screen for a second alone: who looks late sees a later one.
  await expect(page.getByRole("timer")).toHaveText(/^0:0[2-9]$/);
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByRole("button", { name: "Go on recording" })).toBeFocused();
  const paused = String(await page.getByRole("timer").textContent());
  await page.getByRole("button", { name: "Go on recording" }).click();
  await expect(page.getByRole("timer")).not.toHaveText(paused);
  await page.getByRole("button", { name: "Stop and listen" }).click();
  const seek = page.getByRole("slider", { name: "Place in the recording" });
  await seek.fill("1000");
  await expect(seek).toHaveAttribute("aria-valuetext", /^0:01 of \d:\d\d/);
  const [length = ""] = /\d:\d\d$/.exec((await seek.getAttribute("aria-valuetext")) ?? "") ?? [];
  expect(length > paused, `${length} after ${paused}`).toBe(true);
  await page.getByRole("button", { name: "Send voice message" }).click();
  await expect(composerOf(page)).toBeFocused();
  const play = ben.page.getByRole("button", { name: /^Play/ });
  await play.click(ARRIVES);
  await expect(ben.page.getByRole("button", { name: /^Pause/ })).toBeVisible();
  await expect(ben.page.getByRole("log")).toContainText(length);
});

test("a photo is taken with the camera, which is on only meanwhile, and arrives", async ({
  person,
}) => {
  const [ana, ben] = await twoFriends(person);
  const { page } = ana;
  await page.evaluate(() => {
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    const tracks: MediaStreamTrack[] = [];
    Object.assign(window, { tracks });
    mediaDevices.getUserMedia = async (wanted) => {
      const stream = await open(wanted);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
  const states = () =>
    page.evaluate(() => [
      ...new Set(
        (window as unknown as { tracks: MediaStreamTrack[] }).tracks.map(
          ({ readyState }) => readyState,
        ),
      ),
    ]);
  await page.getByRole("button", { name: sending.attach, exact: true }).click();
  await page.getByRole("menuitem", { name: sending.photo }).click();
  await page.getByRole("button", { name: sending.camera.take }).click();
  await expect.poll(states).toEqual(["ended"]);
  await page.getByRole("button", { name: sending.camera.again }).click();
  await page.getByRole("button", { name: sending.camera.take }).click();
  await page.getByRole("button", { name: sending.camera.use }).click();
  await expect(tray(page).getByRole("listitem")).toHaveText(/photo-.*\.jpg/);
  await expect.poll(states).toEqual(["ended"]);
  await composerOf(page).press("Enter");

  const photo = ben.page.getByRole("log").getByRole("img", { name: /^photo-.*\.jpg$/ });
  await expect(photo).toBeVisible(ARRIVES);
  const shown = await photo.evaluate(async (image) => {
    const drawn = image as HTMLImageElement;
    await drawn.decode();
    const { naturalWidth: width, naturalHeight: height } = drawn;
    const context = new OffscreenCanvas(width, height).getContext("2d");
    context?.drawImage(drawn, 0, 0);
    const { data = [] } = context?.getImageData(0, 0, width, height) ?? {};
    return { width, height, shades: new Set(data).size };
  });
  expect(shown.width).toBeGreaterThan(100);
  expect(shown.height).toBeGreaterThan(100);
  // Of the pattern that the camera shows here, not one colour.
  expect(shown.shades).toBeGreaterThan(10);
});
