import { expectAccessible } from "./harness/accessible.ts";
import { openAccountMenu } from "./harness/accounts.ts";
import { addressOf, bubbles, short } from "./harness/at-parley.ts";
import {
  expectEnded,
  expectMedia,
  friendsInACall,
  heardFrom,
  openConnections,
  spokenInto,
  stopSharing,
  unplugMicrophone,
} from "./harness/in-calls.ts";
import type { Person } from "./harness/person.ts";
import { expect, test } from "./harness/test.ts";
import { calls, settings, wallet } from "./harness/words.ts";

const nameOf = (one: Person) => short(addressOf(one));

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
  const sounds = tone.evaluate(
    (button: HTMLButtonElement) =>
      new Promise<void>((resolve) => {
        const look = () => button.disabled && resolve();
        new MutationObserver(look).observe(button, { attributes: true });
      }),
  );
  await tone.click();
  await sounds;
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
  await expectEnded(calls.ended["hung-up"], ana.page, ben.page);
  for (const { page } of [ana, ben]) await expect.poll(() => openConnections(page)).toBe(0);
  await network.start();
  await expect(
    ana.page.getByText(new RegExp(`^${calls.row.mine.answered} · \\d:\\d\\d`)),
  ).toBeVisible();
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
