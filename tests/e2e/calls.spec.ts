import { expectAccessible } from "./harness/accessible.ts";
import { openAccountMenu } from "./harness/accounts.ts";
import {
  addressOf,
  bubbles,
  openFromList,
  rowOf,
  say,
  short,
  signIn,
  writeTo,
} from "./harness/at-parley.ts";
import {
  callWith,
  expectMedia,
  heardFrom,
  openConnections,
  ringOf,
  spokenInto,
  stopSharing,
  unplugMicrophone,
  watchConnections,
} from "./harness/in-calls.ts";
import type { Person } from "./harness/person.ts";
import { installSystem, shownBy, turnAway, turnTo } from "./harness/system.ts";
import { expect, test } from "./harness/test.ts";
import { calls, errors, inbox, notifications, settings, wallet } from "./harness/words.ts";

type MakePerson = (name: string, options?: object) => Promise<Person>;

async function arrive(one: Person): Promise<void> {
  await watchConnections(one);
  await one.context.addInitScript(installSystem, "granted" as const);
  await one.open("/");
  await signIn(one);
}

/** Two people who have let each other in, with the conversation open on both sides. */
async function friends(person: MakePerson): Promise<[Person, Person]> {
  const [ana, ben] = [await person("Ana"), await person("Ben")];
  await Promise.all([ana, ben].map(arrive));
  await writeTo(ana, addressOf(ben));
  await say(ana, "Shall we talk?");
  await openFromList(ben, addressOf(ana));
  await expect(bubbles(ben.page)).toHaveText([/Shall we talk/]);
  return [ana, ben];
}

const nameOf = (one: Person) => short(addressOf(one));

async function call({ page }: Person, label: string): Promise<void> {
  await page.getByRole("button", { name: label, exact: true }).click();
}

/** Ana has called Ben, who took it; and the call as each of them sees it. */
async function friendsInACall(person: MakePerson, media: "audio" | "video") {
  const [ana, ben] = await friends(person);
  await call(ana, calls.start[media]);
  await ringOf(ben.page, nameOf(ana)).getByRole("button", { name: calls.accept[media] }).click();
  const atAna = callWith(ana.page, nameOf(ben));
  const atBen = callWith(ben.page, nameOf(ana));
  return { ana, ben, atAna, atBen };
}

test("a call with video is taken: both see and hear, and chat beside it", async ({ person }) => {
  const [ana, ben] = await friends(person);
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
  for (const { page } of [ana, ben]) {
    await expect(page.getByText(calls.ended["hung-up"])).toBeVisible();
    await expect.poll(() => openConnections(page)).toBe(0);
  }
  // What is left of it is one row, which says how long it was.
  await expect(
    ana.page.getByText(new RegExp(`^${calls.row.mine.answered} · 0:\\d\\d`)),
  ).toBeVisible();
  await expect(ben.page.getByText(/ called · 0:\d\d/)).toBeVisible();
});

test("a call is declined, and one that is taken back rings no more", async ({ person }) => {
  const [ana, ben] = await friends(person);
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
  await expect(ringOf(ben.page, nameOf(ana))).toHaveCount(0);
  await expect(ben.page.getByText(calls.ended.missed)).toBeVisible();
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

test("in a call, one is muted, turns the camera on, and looks at something else", async ({
  person,
}) => {
  const { ana, ben, atAna, atBen } = await friendsInACall(person, "audio");
  await expect(atAna).toContainText(calls.state.connected);
  await expectMedia(ben.page, ["audio"]);
  await atAna.getByRole("button", { name: calls.microphone.off }).click();
  await expect(atBen).toContainText(calls.state.muted);
  await atAna.getByRole("button", { name: calls.camera.on }).click();
  await expect(atBen.getByLabel(`${nameOf(ana)}, on camera`)).toBeVisible();
  await expectMedia(ben.page, ["video"]);
  // Another microphone in the middle of the call, and none of a sudden: one is heard on.
  await atAna.getByRole("button", { name: calls.microphone.on }).click();
  await atAna.getByRole("button", { name: calls.devices.title }).click();
  const other = ana.page.getByRole("menuitemradio", { name: /^Fake Audio Input 2/ });
  await expect(other).toBeVisible();
  await expectAccessible(ana.page, "a call and its devices");
  await other.click();
  await expect.poll(() => spokenInto(ana.page)).toMatch(/^Fake Audio Input 2/);
  await expectMedia(ben.page, ["audio"]);
  // What is heard comes out of the speaker that is chosen.
  await atAna.getByRole("button", { name: calls.devices.title }).click();
  await ana.page.getByRole("menuitemradio", { name: "Fake Audio Output 2" }).click();
  await expect.poll(() => heardFrom(ana.page)).toBe("Fake Audio Output 2");
  await unplugMicrophone(ana.page);
  await expect(atAna).toContainText(/Your microphone was unplugged. You are heard through \w/);
  await expectMedia(ben.page, ["audio"]);
  // The call goes along to whatever else one looks at.
  await (await openAccountMenu(ben.page))
    .getByRole("menuitem", { name: wallet.menu.settings })
    .click();
  await expect(ben.page).toHaveURL(/settings/);
  await expect(atBen).toContainText(calls.state.connected);
  await expectMedia(ana.page, ["audio"]);
  await ben.page.getByRole("link", { name: settings.sections.calls, exact: true }).click();
  const tone = ben.page.getByRole("button", { name: calls.devices.test });
  await tone.click();
  await expect(tone).toBeDisabled();
  await expect(tone).toBeEnabled();
  // Who holds a key to talk is silent without it.
  await ben.page.getByRole("switch", { name: calls.pushToTalk.switch }).check();
  await expect(atAna).toContainText(calls.state.muted);
  await ben.page.keyboard.down("t");
  await expect(atAna).not.toContainText(calls.state.muted);
  await ben.page.keyboard.up("t");
  await expect(atAna).toContainText(calls.state.muted);
  await atBen.getByRole("button", { name: /^Hold to talk/ }).hover();
  await ben.page.mouse.down();
  await expect(atAna).not.toContainText(calls.state.muted);
  await ben.page.mouse.up();
  await expect(atAna).toContainText(calls.state.muted);
  // Without the key they are heard as before.
  await ben.page.getByRole("switch", { name: calls.pushToTalk.switch }).uncheck();
  await expect(atAna).not.toContainText(calls.state.muted);
  await atBen.getByRole("button", { name: calls.hangUp }).click();
  await expect(ana.page.getByText(calls.ended["hung-up"])).toBeVisible();
});

test("whose browser gives no microphone calls nobody, is told how to allow it, and may try again", async ({
  person,
}) => {
  const ana = await person("Ana", { media: "denied" });
  const ben = await person("Ben");
  await Promise.all([ana, ben].map(arrive));
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
  await expect(note).toContainText(errors.call["not-allowed"]);
  await expect(ben.page.getByText(calls.ended.unable)).toBeVisible();
});

test("a screen is shared, over all of the other’s, until either button ends that", async ({
  person,
}) => {
  const { ana, ben, atAna, atBen } = await friendsInACall(person, "video");
  const seen = atBen.getByLabel(`The screen of ${nameOf(ana)}`);
  for (const way of ["app", "browser"] as const) {
    await atAna.getByRole("button", { name: calls.screen.on }).click();
    await expect(atAna).toContainText(calls.screen.shown);
    await expect(seen).toBeVisible();
    await expectMedia(ben.page, ["audio", "video", "screen"]);
    if (way === "app") {
      await atBen.getByRole("button", { name: calls.larger }).click();
      await expect.poll(async () => (await seen.boundingBox())?.width).toBeGreaterThan(1_000);
      await atBen.getByRole("button", { name: calls.full.begin }).click();
      await atBen.getByRole("button", { name: calls.full.end }).click();
      await expectAccessible(ben.page, "a shared screen");
      await atBen.getByRole("button", { name: calls.smaller }).click();
      await atAna.getByRole("button", { name: calls.screen.off }).click();
    } else await stopSharing(ana.page);
    await expect(seen).toHaveCount(0);
    await expect(atAna.getByRole("button", { name: calls.screen.on })).toBeVisible();
  }
  await expectMedia(ben.page, ["audio", "video"]);
  await atBen.getByRole("button", { name: calls.hangUp }).click();
  await expect(ana.page.getByText(calls.ended["hung-up"])).toBeVisible();
});

test("both call each other at once, and talk in one call", async ({ person }) => {
  const [ana, ben] = await friends(person);
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
  await Promise.all([ana, ben].map(arrive));
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

test("a call goes on without the XMTP network, ends without it, and is told in its row after it", async ({
  person,
  network,
  complaints,
}) => {
  complaints.allow(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY|ERR_CONNECTION_RESET/);
  const { ana, ben, atAna, atBen } = await friendsInACall(person, "audio");
  await expect(atAna).toContainText(calls.state.connected);
  await network.stop();
  for (const { page } of [ana, ben]) {
    await expect(page.getByText(/Can’t reach the XMTP network/)).toBeVisible();
    await expectMedia(page, ["audio"]);
  }
  await atBen.getByRole("button", { name: calls.microphone.off }).click();
  await expect(atAna).toContainText(calls.state.muted);
  await atBen.getByRole("button", { name: calls.hangUp }).click();
  for (const { page } of [ana, ben]) {
    await expect(page.getByText(calls.ended["hung-up"])).toBeVisible();
    await expect.poll(() => openConnections(page)).toBe(0);
  }
  await network.start();
  await expect(
    ana.page.getByText(new RegExp(`^${calls.row.mine.answered} · \\d:\\d\\d`)),
  ).toBeVisible();
});

test("a call rings on all devices, and is taken or declined on one", async ({ person }) => {
  const [ana, ben] = [await person("Ana"), await person("Ben")];
  const second = await person("Ben’s second", { accounts: ben.accounts });
  for (const one of [ana, ben, second]) await arrive(one);
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
  await expect(ben.page.getByText(calls.ended["declined-elsewhere"])).toBeVisible();
  await expect(ana.page.getByText(calls.ended.declined)).toBeVisible();

  await call(ana, calls.start.audio);
  for (const device of devices) await expect(ringing(device)).toBeVisible();
  await ringing(ben).getByRole("button", { name: calls.accept.audio }).click();
  await expect(second.page.getByText(calls.ended["answered-elsewhere"])).toBeVisible();
  for (const { page } of [ana, ben]) await expectMedia(page, ["audio"]);
  await expect(ringing(second)).toHaveCount(0);
  await callWith(ben.page, nameOf(ana)).getByRole("button", { name: calls.hangUp }).click();
  await expect(ana.page.getByText(calls.ended["hung-up"])).toBeVisible();
});

test("a page that is loaded anew in a call goes back to it, as it was, and all of it is one row", async ({
  person,
}) => {
  const { ana, ben, atAna, atBen } = await friendsInACall(person, "audio");
  await expect(atAna).toContainText(calls.state.connected);
  await expectMedia(ana.page, ["audio"]);
  await atAna.getByRole("button", { name: calls.microphone.off }).click();
  await expect(atBen).toContainText(calls.state.muted);
  await ana.page.reload();
  const offer = ana.page.getByRole("region", { name: /^You were in a call with / });
  await expect(atBen).toContainText(/’s page went away/);
  await offer.getByRole("button", { name: calls.rejoin.yes }).click();
  await expect(atAna).toContainText(calls.state.connected);
  await expect(atBen).toContainText(calls.state.connected);
  await expect(atBen).toContainText(calls.state.muted);
  await atAna.getByRole("button", { name: calls.microphone.on }).click();
  for (const { page } of [ana, ben]) await expectMedia(page, ["audio"]);
  await expect(offer).toHaveCount(0);
  // A page that falls over says nothing before. Who does not want it any more does not let the other side wait.
  await ana.page.evaluate(() => {
    const say = (event: Event) => event.stopImmediatePropagation();
    window.addEventListener("pagehide", say, { capture: true });
  });
  await ana.page.reload();
  await offer.getByRole("button", { name: calls.rejoin.no }).click();
  await expect(ben.page.getByText(calls.ended["hung-up"])).toBeVisible();
  const row = new RegExp(`^${calls.row.mine.answered} · \\d:\\d\\d`);
  await expect(ana.page.getByText(row)).toHaveCount(1);
  await expect(ben.page.getByText(/ called · \d:\d\d/)).toHaveCount(1);
});

test("a page of a call that is open twice offers no way back, and one that is closed lets nobody wait long", async ({
  person,
}) => {
  const { ana, ben, atAna, atBen } = await friendsInACall(person, "audio");
  await expect(atAna).toContainText(calls.state.connected);
  await expectMedia(ana.page, ["audio"]);
  const opened = ana.context.waitForEvent("page");
  await ana.page.evaluate(() => void window.open(location.href));
  const twin = await opened;
  await expect(bubbles(twin)).toHaveText([/Shall we talk/]);
  // It has found what this tab was in, and asked whether a page still is.
  await expect
    .poll(() =>
      twin.evaluate(async () => {
        const { pending = [] } = await navigator.locks.query();
        const asks = pending.some(({ name }) => name?.startsWith("parley-call-"));
        return !asks && sessionStorage.getItem("parley-left-call") === null;
      }),
    )
    .toBe(true);
  await expect(twin.getByRole("region", { name: /^You were in a call with / })).toHaveCount(0);
  await expect(atAna).toContainText(calls.state.connected);
  await ana.page.close();
  await expect(atBen).toContainText(/’s page went away/);
  await atBen.getByRole("button", { name: calls.hangUp }).click();
  await expect(ben.page.getByText(calls.ended["hung-up"])).toBeVisible();
});
