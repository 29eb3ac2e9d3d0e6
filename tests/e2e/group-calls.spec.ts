import { expectAccessible } from "./harness/accessible.ts";
import { addressOf, short } from "./harness/at-parley.ts";
import { openConnections } from "./harness/in-calls.ts";
import { barOn, crew, expectFromEach, groupCall, tilesOn } from "./harness/in-group-calls.ts";
import type { Person } from "./harness/person.ts";
import { expect, test } from "./harness/test.ts";
import { calls } from "./harness/words.ts";

const nameOf = (one: Person) => short(addressOf(one));

/** Begins the group's call, by its header. */
async function begin({ page }: Person, media: "audio" | "video"): Promise<void> {
  await page.getByRole("button", { name: calls.start[media], exact: true }).click();
  await expect(groupCall(page)).toContainText(calls.group.state.alone);
}

/** Comes in by the card that rings. */
async function answer({ page }: Person, media: "audio" | "video"): Promise<void> {
  const card = page.getByRole("region", { name: / calls Crew$/ });
  await card.getByRole("button", { name: calls.group.join[media] }).click();
}

async function leave({ page }: Person): Promise<void> {
  await groupCall(page).getByRole("button", { name: calls.hangUp }).click();
}

test("four talk in a group, each sees and hears each; one leaves and comes back", async ({
  person,
}) => {
  test.slow();
  const [ana, ben, cara, dan] = (await crew(person, "Ana", "Ben", "Cara", "Dan")) as [
    Person,
    Person,
    Person,
    Person,
  ];
  const all = [ana, ben, cara, dan];
  await begin(ana, "video");
  await answer(ben, "video");
  await answer(cara, "video");
  await answer(dan, "video");
  for (const { page } of all) await expect(tilesOn(page)).toHaveCount(4);
  // Twelve ways, each from who sends to who receives.
  for (const { page } of all) await expectFromEach(page, 3, ["audio", "video"]);
  const code = await groupCall(ana.page)
    .getByText(/^(\d{4} ){3}\d{4}$/)
    .textContent();
  for (const { page } of all) await expect(groupCall(page)).toContainText(code ?? "no code");
  await expect(groupCall(ana.page)).toContainText(/^.*Direct to .*, in the same network/s);
  await expectAccessible(ana.page, "a group call");

  // The others see at once that one leaves, and that it is back.
  await leave(ben);
  for (const { page } of [ana, cara, dan]) await expect(tilesOn(page)).toHaveCount(3);
  await expect.poll(() => openConnections(ben.page)).toBe(0);
  await barOn(ben.page).getByRole("button", { name: calls.group.join.audio }).click();
  for (const { page } of all) await expect(tilesOn(page)).toHaveCount(4);
  for (const { page } of all) await expectFromEach(page, 3, ["audio"]);

  // All of it is one row: how long, and who was in it.
  for (const one of all) await leave(one);
  await expect(barOn(ana.page)).toHaveCount(0);
  for (const { page } of all) await expect.poll(() => openConnections(page)).toBe(0);
  const row = new RegExp(`^Group call · \\d+:\\d\\d · .*${nameOf(dan).slice(-4)}`);
  await expect(ana.page.getByRole("log").getByText(row)).toHaveCount(1);
});

test("who loads the page anew in a group’s call goes back to it, and one whose browser is gone is missed", async ({
  person,
}) => {
  test.slow();
  const [ana, ben, cara] = (await crew(person, "Ana", "Ben", "Cara")) as [Person, Person, Person];
  await begin(ana, "audio");
  for (const one of [ben, cara]) await answer(one, "audio");
  for (const { page } of [ana, ben, cara]) await expectFromEach(page, 2, ["audio"]);
  await cara.page.reload();
  const offer = cara.page.getByRole("region", { name: /^You were in a call with Crew/ });
  await offer.getByRole("button", { name: calls.rejoin.yes }).click();
  for (const { page } of [ana, ben, cara]) {
    await expect(tilesOn(page)).toHaveCount(3);
    await expectFromEach(page, 2, ["audio"]);
  }
  await cara.context.close();
  // Half a minute, and a moment for who says so.
  for (const { page } of [ana, ben]) {
    await expect(tilesOn(page)).toHaveCount(2, { timeout: 120_000 });
    await expectFromEach(page, 1, ["audio"]);
  }
});
