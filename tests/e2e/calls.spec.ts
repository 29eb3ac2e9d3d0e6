import { expectAccessible } from "./harness/accessible.ts";
import {
  addressOf,
  bubbles,
  openFromList,
  rowOf,
  say,
  short,
  writeTo,
} from "./harness/at-parley.ts";
import {
  call,
  callingFriends,
  callWith,
  expectEnded,
  expectMedia,
  openConnections,
  ringOf,
  watchConnections,
} from "./harness/in-calls.ts";
import type { Person } from "./harness/person.ts";
import { installSystem, shownBy, turnAway, turnTo } from "./harness/system.ts";
import { expect, test } from "./harness/test.ts";
import { arrive } from "./harness/two-friends.ts";
import { calls, errors, inbox, notifications } from "./harness/words.ts";

const nameOf = (one: Person) => short(addressOf(one));

/** Whose connections are looked into, and what their system shows. */
async function toBeTold(one: Person): Promise<void> {
  await watchConnections(one);
  await one.context.addInitScript(installSystem, "granted" as const);
}

test("a call with video is taken: both see and hear, and chat beside it", async ({ person }) => {
  const [ana, ben] = await callingFriends(person, toBeTold);
  await call(ana, calls.start.video);
  const atAna = callWith(ana.page, nameOf(ben));
  await expect(atAna).toContainText(calls.state.outgoing);
  await ringOf(ben.page, nameOf(ana)).getByRole("button", { name: calls.accept.video }).click();
  const atBen = callWith(ben.page, nameOf(ana));
  for (const window of [atAna, atBen]) await expect(window).toContainText(calls.state.connected);
  for (const { page } of [ana, ben]) await expectMedia(page, ["audio", "video"]);
  // How it goes is read from the pair in use, and both have one code to compare.
  await expect(atAna).toContainText(calls.path["same-network"]);
  const code = await atAna.getByText(/^\d{4} \d{4}$/).textContent();
  await expect(atBen).toContainText(code ?? "no code");
  await atAna.getByText(calls.details.title, { exact: true }).click();
  for (const said of ["opus", /\d kbit\/s/, calls.details.none]) {
    await expect(atAna).toContainText(said);
  }
  await atAna.getByText(calls.lock.title).click();
  await expect(atAna.getByText(calls.lock.direct)).toBeVisible();
  await expectAccessible(ana.page, "a call and all that is known of it");
  const inOwnWindow = () => ana.page.evaluate(() => document.pictureInPictureElement?.ariaLabel);
  await atAna.getByRole("button", { name: calls.ownWindow }).click();
  await expect.poll(inOwnWindow).toMatch(/, on camera$/);
  await atAna.getByRole("button", { name: calls.ownWindow }).click();
  await expect.poll(inOwnWindow).toBeUndefined();
  // Nothing of it is a message, and messages go on.
  await say(ben, "I see you");
  await expect(bubbles(ana.page)).toHaveText([/Shall we talk/, /I see you/]);
  await atBen.getByRole("button", { name: calls.hangUp }).click();
  await expectEnded(calls.ended["hung-up"], ana.page, ben.page);
  for (const { page } of [ana, ben]) await expect.poll(() => openConnections(page)).toBe(0);
  // What is left of it is one row, which says how long it was.
  await expect(
    ana.page.getByText(new RegExp(`^${calls.row.mine.answered} · 0:\\d\\d`)),
  ).toBeVisible();
  await expect(ben.page.getByText(/ called · 0:\d\d/)).toBeVisible();
});

test("a call is declined, and one that is taken back rings no more", async ({ person }) => {
  const [ana, ben] = await callingFriends(person, toBeTold);
  await call(ana, calls.start.audio);
  await ringOf(ben.page, nameOf(ana)).getByRole("button", { name: calls.decline }).click();
  await expect(ana.page.getByText(calls.ended.declined)).toBeVisible();
  await expect(ringOf(ben.page, nameOf(ana))).toHaveCount(0);

  // Who looks at something else is told by the system, and by the tab's title.
  await turnAway(ben.page);
  await call(ana, calls.start.audio);
  await expect(ringOf(ben.page, nameOf(ana))).toBeVisible();
  const told = { title: nameOf(ana), body: notifications.call.audio };
  await expect.poll(() => shownBy(ben.page)).toEqual([told]);
  await expect(ben.page).toHaveTitle(`${nameOf(ana)} is calling`);
  await callWith(ana.page, nameOf(ben)).getByRole("button", { name: calls.hangUp }).click();
  await expectEnded(calls.ended.missed, ben.page);
  await expect(ringOf(ben.page, nameOf(ana))).toHaveCount(0);
  await expect
    .poll(() => shownBy(ben.page))
    .toEqual([{ title: nameOf(ana), body: inbox.preview.missedCall }]);
  await expect(ben.page).not.toHaveTitle(/is calling/);
  await turnTo(ben.page);
  for (const { page } of [ana, ben]) await expect.poll(() => openConnections(page)).toBe(0);
  await expect(bubbles(ben.page)).toHaveText([/Shall we talk/]);
  const missed = new RegExp(`^Missed call from .*${addressOf(ana).slice(-4)}`);
  await expect(ben.page.getByRole("log").getByText(missed)).toBeVisible();
  await expect(ana.page.getByText(calls.row.mine.declined)).toBeVisible();
});

test("whose browser gives no microphone calls nobody, is told how to allow it, and may try again", async ({
  person,
}) => {
  const ana = await person("Ana", { media: "denied" });
  const ben = await person("Ben");
  await Promise.all([ana, ben].map((one) => arrive(one, toBeTold)));
  await ana.context.addInitScript(() => {
    const { mediaDevices } = navigator;
    // Not every frame has devices.
    if (!mediaDevices) return;
    const asked = mediaDevices.getUserMedia.bind(mediaDevices);
    Object.assign(globalThis, { asks: 0 });
    mediaDevices.getUserMedia = (wanted) => {
      Object.assign(globalThis, { asks: (globalThis as unknown as { asks: number }).asks + 1 });
      return asked(wanted);
    };
  });
  await ana.page.reload();
  await writeTo(ana, addressOf(ben));
  await say(ana, "Shall we talk?");
  await openFromList(ben, addressOf(ana));
  await call(ana, calls.start.audio);
  const note = ana.page.getByRole("region", { name: calls.ended.title });
  await expect(note).toContainText(errors.call["not-allowed"]);
  await expectAccessible(ana.page, "a call that could not begin");
  const asks = () => ana.page.evaluate(() => (globalThis as unknown as { asks: number }).asks);
  const before = await asks();
  await note.getByRole("button", { name: calls.ended.again }).click();
  await expect.poll(asks).toBeGreaterThan(before);
  await expect(note).toContainText(errors.call["not-allowed"]);
  await expect(ringOf(ben.page, nameOf(ana))).toHaveCount(0);
  // Who is called and may not speak ends it for the other side too.
  await call(ben, calls.start.audio);
  await ringOf(ana.page, nameOf(ben)).getByRole("button", { name: calls.accept.audio }).click();
  await expectEnded(calls.ended.unable, ben.page);
  await expect(note).toContainText(errors.call["not-allowed"]);
});

test("both call each other at once, and talk in one call", async ({ person }) => {
  const [ana, ben] = await callingFriends(person, toBeTold);
  await Promise.all([call(ana, calls.start.audio), call(ben, calls.start.audio)]);
  await expect(callWith(ana.page, nameOf(ben))).toContainText(calls.state.connected);
  await expect(callWith(ben.page, nameOf(ana))).toContainText(calls.state.connected);
  for (const { page } of [ana, ben]) {
    await expectMedia(page, ["audio"]);
    await expect.poll(() => openConnections(page)).toBe(1);
  }
});

test("who was not let in can’t ring", async ({ person }) => {
  const [ana, ben] = [await person("Ana"), await person("Ben")];
  await Promise.all([ana, ben].map((one) => arrive(one, toBeTold)));
  await writeTo(ana, addressOf(ben));
  await say(ana, "You don’t know me");
  await expect(ben.page.getByRole("link", { name: /^Requests/ })).toContainText("1");
  await call(ana, calls.start.audio);
  await expect(callWith(ana.page, nameOf(ben))).toContainText(calls.state.outgoing);
  await say(ana, "I just called");
  await ben.page.getByRole("link", { name: /^Requests/ }).click();
  await expect(ben.page.getByText("I just called")).toBeVisible();
  await expect(ringOf(ben.page, nameOf(ana))).toHaveCount(0);
  await callWith(ana.page, nameOf(ben)).getByRole("button", { name: calls.hangUp }).click();
});

test("a call rings on all devices, and is taken or declined on one", async ({ person }) => {
  const [ana, ben] = [await person("Ana"), await person("Ben")];
  const second = await person("Ben’s second", { accounts: ben.accounts });
  for (const one of [ana, ben, second]) await arrive(one, toBeTold);
  await writeTo(ana, addressOf(ben));
  await say(ana, "Shall we talk?");
  await openFromList(ben, addressOf(ana));
  // What one device lets in, the other does.
  await expect(rowOf(second.page, addressOf(ana))).toContainText("Shall we talk?", {
    timeout: 60_000,
  });
  const devices = [ben, second];
  const ringing = ({ page }: Person) => ringOf(page, nameOf(ana));

  await call(ana, calls.start.audio);
  for (const device of devices) await expect(ringing(device)).toBeVisible();
  await ringing(second).getByRole("button", { name: calls.decline }).click();
  await Promise.all([
    expectEnded(calls.ended["declined-elsewhere"], ben.page),
    expectEnded(calls.ended.declined, ana.page),
  ]);

  await call(ana, calls.start.audio);
  for (const device of devices) await expect(ringing(device)).toBeVisible();
  await ringing(ben).getByRole("button", { name: calls.accept.audio }).click();
  await expect(second.page.getByText(calls.ended["answered-elsewhere"])).toBeVisible();
  for (const { page } of [ana, ben]) await expectMedia(page, ["audio"]);
  await expect(ringing(second)).toHaveCount(0);
  await callWith(ben.page, nameOf(ana)).getByRole("button", { name: calls.hangUp }).click();
  await expect(ana.page.getByText(calls.ended["hung-up"])).toBeVisible();
});
