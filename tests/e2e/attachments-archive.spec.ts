import { truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { bubbles, composerOf } from "./harness/at-parley.ts";
import type { Person } from "./harness/person.ts";
import { ARRIVES, file, saved, sendFiles, tray } from "./harness/sending.ts";
import { expect, test } from "./harness/test.ts";
import { twoFriends } from "./harness/two-friends.ts";
import { attachments, thread } from "./harness/words.ts";

// Files are sealed, archived, fetched and opened by two people on one machine.
test.describe.configure({ timeout: 240_000 });

type Usage = { usage: { usedBytes: number }; files: unknown[] };

/** What the app's server has archived for somebody. */
async function archiveOf({ page }: Person): Promise<Usage> {
  return page.evaluate(async () => (await fetch("/api/archive")).json());
}

test("an upload whose browser ends goes on in the next one, where it stopped", async ({
  person,
}) => {
  const [ana, ben] = await twoFriends(person);
  const large = file("survey.dat", "application/octet-stream", 20_000_000);
  // The first part arrives, and the second one never.
  await ana.context.route("**/api/archive/uploads/**", async (route, request) => {
    if (request.method() !== "PATCH") await route.continue();
  });
  await sendFiles(ana.page, [large]);
  const row = bubbles(ana.page).filter({ hasText: large.name });
  await expect(row).toContainText(/8\.\d MB of 20 MB/, ARRIVES);
  const where = new URL(ana.page.url()).pathname;

  await ana.restartBrowser();
  const asked: string[] = [];
  ana.context.on("request", (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.startsWith("/api/archive/uploads") && request.method() !== "GET")
      asked.push(`${request.method()} ${search}`);
  });
  await ana.open(where);
  await expect(bubbles(ana.page).filter({ hasText: large.name })).toBeVisible();
  expect((await saved(ben.page, large.name)).equals(large.buffer)).toBe(true);
  // Nothing of what had arrived was sent again: the first part, and whatever came of the second.
  const offsets = asked.map((request) => Number(/^PATCH \?offset=(\d+)$/.exec(request)?.[1]));
  expect(offsets.length, asked.join()).toBeGreaterThan(0);
  expect(
    offsets.every((offset) => offset >= 8 * 1024 * 1024),
    asked.join(),
  ).toBe(true);
  expect((await archiveOf(ana)).files).toHaveLength(1);
});

test("a message that is cancelled leaves nothing, here and in the archive", async ({ person }) => {
  const [ana] = await twoFriends(person);
  await ana.context.route("**/api/archive/uploads/**", async (route, request) => {
    if (request.method() !== "PATCH") await route.continue();
  });
  await sendFiles(ana.page, [file("wrong.dat", "", 20_000_000)]);
  const row = bubbles(ana.page).filter({ hasText: "wrong.dat" });
  await expect(row).toContainText(/8\.\d MB of 20 MB/, ARRIVES);
  const ended = ana.page.waitForResponse(
    (response) => response.request().method() === "DELETE" && response.status() === 204,
  );
  await row.getByRole("button", { name: "Cancel" }).click();
  await expect(row).toHaveCount(0);
  await ended;
  expect(await archiveOf(ana)).toMatchObject({ usage: { usedBytes: 0 }, files: [] });
  await ana.page.reload();
  await expect(bubbles(ana.page)).toHaveCount(1);
});

test("what is too large, too many or has no room is said before anything is done", async ({
  person,
  world,
}) => {
  const [ana] = await twoFriends(person);
  const { page } = ana;
  const input = page.locator('form input[type="file"]');
  const large = path.join(world.dataDir, "film.mov");
  await writeFile(large, "");
  await truncate(large, 200_000_000);
  await input.setInputFiles(large);
  await expect(tray(page).getByRole("alert")).toHaveText(
    /film\.mov.* has 200 MB\. This Parley takes up to 100 MB a file\./,
  );
  await composerOf(page).press("Enter");
  await expect(tray(page).getByRole("listitem")).toHaveCount(1);
  await page.getByRole("button", { name: "Remove film.mov" }).click();

  await input.setInputFiles(Array.from({ length: 11 }, (_, index) => file(`${index}.txt`, "", 1)));
  await expect(tray(page).getByRole("alert")).toContainText("takes 10 files; you chose 11");

  await page.route("**/api/archive", async (route) => {
    const answer = await route.fetch();
    const { usage, ...rest } = (await answer.json()) as Usage;
    const full = { ...usage, usedBytes: 1_000_000_000, quotaBytes: 1_001_000_000 };
    await route.fulfill({ response: answer, json: { ...rest, usage: full } });
  });
  await page.reload();
  await input.setInputFiles([file("two-megabytes.dat", "", 2_000_000)]);
  await expect(tray(page).getByRole("alert")).toContainText(
    "These files have 2 MB, and 1 MB of 1 GB are left in your archive.",
  );
});

test("what one archived is listed with its name, and deleted for good, as its message says", async ({
  person,
  complaints,
}) => {
  // What is not in the archive (any more), Chromium writes down.
  complaints.allow(/404 .*\/api\/archive\/files\//);
  const [ana] = await twoFriends(person);
  const { page } = ana;
  await sendFiles(page, [file("harbour.pdf", "application/pdf", 50_000)]);
  const where = new URL(page.url()).pathname;
  const row = bubbles(page).last();
  const about = page.getByRole("dialog", { name: "About harbour.pdf" });
  await row.getByRole("button", { name: "About harbour.pdf" }).click(ARRIVES);
  await expect(about).toContainText("Archived on your node (1 copy).");

  await ana.open("/settings/files");
  const list = page.getByRole("region", { name: "What you archived" });
  const listed = list.getByRole("listitem").filter({ hasText: "harbour.pdf" });
  await expect(listed).toContainText("On your node");
  await listed.getByRole("button", { name: "Delete harbour.pdf" }).click();
  await page.getByRole("button", { name: "Delete file" }).click();
  await expect(page.getByText("Nothing archived yet")).toBeVisible();
  expect(await archiveOf(ana)).toMatchObject({ usage: { usedBytes: 0 }, files: [] });

  await ana.open(where);
  await row.getByRole("button", { name: "About harbour.pdf" }).click();
  await expect(about).toContainText(attachments.about.notArchived);
});

test("a message is deleted for everyone with its file, unless another message has it", async ({
  person,
}) => {
  const [ana, ben] = await twoFriends(person);
  const { page } = ana;
  const answer = page.getByRole("checkbox", { name: "Also remove its file from your archive" });
  const chart = bubbles(page).filter({ hasText: "chart.pdf" });
  const asks = async (entry: string) => {
    await chart.last().hover();
    await chart.last().getByRole("button", { name: "More", exact: true }).click(ARRIVES);
    await page.getByRole("menuitem", { name: entry }).click();
  };
  await sendFiles(page, [file("chart.pdf", "application/pdf", 20_000)]);
  await expect(chart.getByRole("button", { name: "Save chart.pdf" })).toBeVisible(ARRIVES);
  await asks("Forward");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("listitem").getByRole("button").first().click();
  await expect(chart).toHaveCount(2);

  await asks("Delete");
  await expect(page.getByText(/Another message of yours has the same file/)).toBeVisible();
  await expect(answer).not.toBeChecked();
  await page.getByRole("button", { name: thread.remove.forAll }).click();
  await expect(chart).toHaveCount(1);
  await expect(bubbles(ben.page).filter({ hasText: "chart.pdf" })).toHaveCount(1);
  expect((await archiveOf(ana)).files).toHaveLength(1);

  await asks("Delete");
  await expect(answer).toBeChecked();
  await page.getByRole("button", { name: thread.remove.forAll }).click();
  await expect.poll(async () => (await archiveOf(ana)).files).toEqual([]);
});
