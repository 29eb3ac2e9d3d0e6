import { stat } from "node:fs/promises";
import type { Locator } from "@playwright/test";
import { expectAccessible } from "./harness/accessible.ts";
import { addressOf, bubbles, short } from "./harness/at-parley.ts";
import {
  holdAfter,
  offsetsSent,
  press,
  sendDirectly,
  sha256Of,
  transferOf,
  watchFiles,
  writeLarge,
} from "./harness/direct-files.ts";
import { friendsInACall, talk } from "./harness/in-calls.ts";
import type { Person } from "./harness/person.ts";
import { expect, test } from "./harness/test.ts";
import { calls, transfers } from "./harness/words.ts";

const nameOf = (one: Person) => short(addressOf(one));
const words = (text: string, name: string) => text.replaceAll("{name}", name);

async function saved({ page }: Person, row: Locator): Promise<{ name: string; sha256: string }> {
  const [download] = await Promise.all([page.waitForEvent("download"), press(row, "save")]);
  return { name: download.suggestedFilename(), sha256: await sha256Of(await download.path()) };
}

test("a large file goes straight to the other side of a call, and is the same there", async ({
  person,
  world,
}) => {
  const { ana, ben, atAna, atBen } = await friendsInACall(person, "audio", watchFiles);
  const file = await writeLarge(world.dataDir, "journey.mov", 40_000_000);
  await sendDirectly(atAna, file);
  const sent = transferOf(ana.page, "journey.mov");
  const come = transferOf(ben.page, "journey.mov");
  await expect(sent).toContainText(words(transfers.stage.offered, nameOf(ben)));
  await expect(come).toContainText(transfers.stage.asked);
  await expect(atBen).toContainText("40 MB");
  await expectAccessible(ben.page, "a file that is offered in a call");
  expect(await offsetsSent(ana.page)).toEqual([]);
  await press(come, "accept");
  await expect(come).toContainText(transfers.stage.complete);
  await expect(sent).toContainText(words(transfers.stage.arrived, nameOf(ben)));
  expect(await saved(ben, come)).toEqual({ name: "journey.mov", sha256: await sha256Of(file) });
  await expect(come).toContainText(transfers.stage.saved);
  // No server had it, and no message tells of it.
  await expect(bubbles(ben.page)).toHaveText([/Shall we talk/]);

  // One that is not wanted does not come; several wait for their answers at once.
  const small = await writeLarge(world.dataDir, "other.txt", 3_000);
  const empty = await writeLarge(world.dataDir, "nothing.txt", 0);
  await sendDirectly(atAna, [small, empty]);
  await press(transferOf(ben.page, "other.txt"), "decline");
  await expect(transferOf(ana.page, "other.txt")).toContainText(
    words(transfers.ended.out.declined, nameOf(ben)),
  );
  await expect(transferOf(ben.page, "other.txt")).toHaveCount(0);
  await press(transferOf(ben.page, "nothing.txt"), "accept");
  await expect(transferOf(ben.page, "nothing.txt")).toContainText(transfers.stage.complete);
});

test("a file goes on where it was when its receiver loads the page anew, and when its sender does", async ({
  person,
  world,
}) => {
  const { ana, ben, atAna, atBen } = await friendsInACall(person, "audio", watchFiles);
  const file = await writeLarge(world.dataDir, "long.mkv", 12_000_000);
  const come = transferOf(ben.page, "long.mkv");
  const share = come.getByRole("progressbar");
  const hasCome = () => share.getAttribute("aria-valuenow").then(Number);
  await holdAfter(ana.page, 4_000_000);
  await sendDirectly(atAna, file);
  await press(come, "accept");
  await expect.poll(hasCome).toBeGreaterThanOrEqual(32);
  await expect(come).toContainText(words(transfers.way.in, nameOf(ana)));

  await ben.page.reload();
  await holdAfter(ana.page, 3_000_000);
  const offer = ben.page.getByRole("region", { name: /^You were in a call with / });
  await offer.getByRole("button", { name: calls.rejoin.yes }).click();
  await expect(atBen).toContainText(calls.state.connected);
  await expect.poll(hasCome).toBeGreaterThanOrEqual(56);
  const [before = [], after = []] = await offsetsSent(ana.page);
  expect(before[0]).toBe(0);
  // Nothing that was on Ben’s disk was sent again.
  expect(Math.min(...after)).toBeGreaterThanOrEqual(0.32 * 12_000_000);

  await ana.page.reload();
  const back = ana.page.getByRole("region", { name: /^You were in a call with / });
  await back.getByRole("button", { name: calls.rejoin.yes }).click();
  await expect(atAna).toContainText(calls.state.connected);
  const sent = transferOf(ana.page, "long.mkv");
  await expect(sent).toContainText(transfers.stage.lost);
  const choose = sent.locator('input[type="file"]');
  await choose.setInputFiles(await writeLarge(world.dataDir, "another.mkv", 12_000_001));
  await expect(sent.getByRole("alert")).toHaveText(transfers.another);
  await choose.setInputFiles(file);
  await expect(come).toContainText(transfers.stage.complete);
  const [last = []] = await offsetsSent(ana.page);
  expect(Math.min(...last)).toBeGreaterThanOrEqual(0.56 * 12_000_000);
  expect((await saved(ben, come)).sha256).toBe(await sha256Of(file));
});

test("a file whose connection is gone waits for the next call, or takes the archive", async ({
  person,
  world,
}) => {
  const { ana, ben, atAna, atBen } = await friendsInACall(person, "audio", watchFiles);
  const [one, two] = [
    await writeLarge(world.dataDir, "one.mkv", 3_000_000),
    await writeLarge(world.dataDir, "two.mkv", 2_000_000),
  ];
  await holdAfter(ana.page, 1_000_000);
  await sendDirectly(atAna, [one, two]);
  for (const name of ["one.mkv", "two.mkv"]) await press(transferOf(ben.page, name), "accept");
  await expect(transferOf(ben.page, "one.mkv").getByRole("progressbar")).not.toHaveAttribute(
    "aria-valuenow",
    "0",
  );
  await atBen.getByRole("button", { name: calls.hangUp }).click();
  for (const { page } of [ana, ben]) {
    for (const name of ["one.mkv", "two.mkv"])
      await expect(transferOf(page, name)).toContainText(transfers.stage.waiting);
  }
  await expectAccessible(ana.page, "files that wait after a call");
  const row = transferOf(ana.page, "two.mkv");
  await row.getByRole("button", { name: transfers.archive.action }).click();
  await expect(row).toHaveCount(0);
  await expect(bubbles(ben.page)).toHaveText([/Shall we talk/, /two\.mkv/]);

  await holdAfter(ana.page, Number.MAX_SAFE_INTEGER);
  await talk(ana, ben, "audio");
  const come = transferOf(ben.page, "one.mkv");
  await expect(come).toContainText(transfers.stage.complete);
  expect((await saved(ben, come)).sha256).toBe(await sha256Of(one));
  expect((await stat(one)).size).toBe(3_000_000);

  // What waits to be saved is found again, also by who was not there.
  await ben.page.reload();
  await ben.page.getByRole("button", { name: transfers.kept.show }).click();
  await expect(transferOf(ben.page, "one.mkv")).toContainText(transfers.stage.saved);
  await press(transferOf(ben.page, "two.mkv"), "cancel");
  await expect(transferOf(ben.page, "two.mkv")).toHaveCount(0);
});
