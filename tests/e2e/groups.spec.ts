import { localNames } from "../../local-stack/testing/index.ts";
import { expectAccessible } from "./harness/accessible.ts";
import {
  addressOf,
  bubbles,
  composerOf,
  openFromList,
  say,
  short,
  textsOn,
  writeTo,
} from "./harness/at-parley.ts";
import {
  arriveAll,
  chips,
  details,
  groupTexts,
  inboxOf,
  log,
  makeAdmin,
  makeGroup,
  memberIn,
  openGroup,
  titleOf,
  typeName,
} from "./harness/in-groups.ts";
import { plainPng, startPictureServer } from "./harness/picture-server.ts";
import { expect, test } from "./harness/test.ts";
import { common, group, inbox, thread } from "./harness/words.ts";

test("three people make a group, change it, at once too, and see the same of it", async ({
  person,
}) => {
  const [ana, ben, cleo] = await arriveAll(person, "Ana", "Ben", "Cleo");
  const [anaName, benName, cleoName] = [ana, ben, cleo].map((one) => short(addressOf(one)));

  await makeGroup(ana, "Crew", [addressOf(ben), addressOf(cleo)]);
  await say(ana, "Welcome aboard");
  await expect(log(ana)).toContainText(/You added .+ and .+\./);
  for (const one of [ben, cleo]) {
    await openGroup(one, /Crew/);
    await expect(log(one)).toContainText(`${anaName} added`);
    await expect.poll(() => textsOn(one.page)).toEqual(["Welcome aboard"]);
    await expect(one.page.locator("header").getByText(/^3 people:/)).toBeVisible();
  }

  const names = ["Sailing", "Rowing"];
  await Promise.all([typeName(ben, "Sailing"), typeName(cleo, "Rowing")]);
  await Promise.all(
    [ben, cleo].map(({ page }) => page.getByRole("button", { name: group.edit.save }).click()),
  );
  for (const { page } of [ben, cleo])
    await expect(page.getByRole("button", { name: group.edit.save })).toBeHidden();
  // Both changes have come to everybody before it is asked which one holds.
  for (const one of [ana, ben, cleo])
    for (const each of names) await expect(log(one)).toContainText(`named the group “${each}”.`);
  const titles = () => Promise.all([ana, ben, cleo].map(({ page }) => titleOf(page)));
  await expect
    .poll(async () => {
      const shown = new Set(await titles());
      return shown.size === 1 && names.includes([...shown][0] ?? "");
    })
    .toBe(true);
  const [name = ""] = await titles();
  for (const one of [ana, ben, cleo]) {
    await expect(one.page.getByRole("link", { name: new RegExp(name) })).toBeVisible();
  }

  await memberIn(ana, addressOf(ben)).click();
  await makeAdmin(ana);
  await expect(log(ben)).toContainText(`${anaName} made you an admin.`);
  await expect(log(cleo)).toContainText(`${anaName} made ${benName} an admin.`);
  await ana.page.getByRole("button", { name: common.close }).click();
  await expect(
    details(cleo).getByRole("button", { name: `${benName} ${group.roles.admin}` }),
  ).toBeVisible();

  await say(cleo, "Land ahoy");
  const rumour = bubbles(ana.page).filter({ hasText: "Land ahoy" });
  await rumour.hover();
  await rumour.getByRole("button", { name: thread.actions.more, exact: true }).click();
  await ana.page.getByRole("menuitem", { name: thread.actions.delete }).click();
  await ana.page.getByRole("button", { name: thread.remove.forAll }).click();
  for (const one of [ben, cleo]) {
    await expect(log(one)).toContainText(`${anaName} deleted this message.`);
    await expect(log(one)).not.toContainText("Land ahoy");
  }

  await memberIn(ben, addressOf(cleo)).click();
  await ben.page.getByRole("button", { name: group.member.remove }).click();
  await ben.page.getByRole("button", { name: group.member.remove }).click();
  await expect(log(ana)).toContainText(`${benName} removed ${cleoName}.`);
  await expect(cleo.page.getByText(group.gone.removed)).toBeVisible();
  await expect(composerOf(cleo.page)).toBeHidden();
  await expect(details(ana).getByRole("heading", { name: "2 people" })).toBeVisible();

  await say(ana, "Just us now");
  await expect(log(ben)).toContainText("Just us now");
  await expect(log(cleo)).not.toContainText("Just us now");
  await details(ben).getByRole("button", { name: group.details.leave }).click();
  await ben.page.getByRole("button", { name: group.leave.submit, exact: true }).click();
  await expect(log(ana)).toContainText(`${benName} left.`);
  await expect(ben.page.getByText(group.gone.left)).toBeVisible();
  await expect(log(ben)).toContainText("You left.");
  await ana.page.reload();
  await expect(log(ana)).toContainText(`${benName} left.`);
});

test("who may not do something can't, learns of a change of the rules, and takes over", async ({
  person,
}) => {
  const [ana, ben] = await arriveAll(person, "Ana", "Ben");
  await makeGroup(ana, "Crew", [addressOf(ben)]);
  await openGroup(ben, /Crew/);
  const editName = details(ben).getByRole("button", { name: group.details.editName });
  await expect(editName).toBeVisible();
  await details(ben).getByRole("button", { name: group.details.showPermissions }).click();
  await expect(ben.page.getByText(group.permissions.readOnly)).toBeVisible();

  await details(ana).getByRole("button", { name: group.details.showPermissions }).click();
  await ana.page
    .getByRole("combobox", { name: group.permissions.actions.name })
    .selectOption({ label: group.permissions.policies.admins });
  await ana.page.getByRole("button", { name: group.permissions.save }).click();
  const rule = ben.page.getByRole("listitem").filter({ hasText: group.permissions.actions.name });
  await expect(rule).toContainText(group.permissions.policies.admins);
  await expectAccessible(ana.page, "permissions");
  for (const { page } of [ana, ben]) await page.keyboard.press("Escape");
  await expect(editName).toBeHidden();
  await expectAccessible(ben.page, "a group");

  await details(ana).getByRole("button", { name: group.details.leave }).click();
  await expectAccessible(ana.page, "leaving as the only super admin");
  await ana.page.getByRole("button", { name: group.leave.submitWith }).click();
  await expect(log(ben)).toContainText(`${short(addressOf(ana))} made you a super admin.`);
  await expect(log(ben)).toContainText(`${short(addressOf(ana))} left.`);
  await expect(ana.page.getByText(group.gone.left)).toBeVisible();
  await expect(editName).toBeVisible();
});

test("a group is made by name and offline; people come in before what was written in it", async ({
  person,
  network,
  peer,
  complaints,
}) => {
  complaints.allow(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION_RESET|ERR_EMPTY/);
  const [[ana], bot] = [await arriveAll(person, "Ana"), await peer()];
  const { page } = ana;
  const label = `miner-${crypto.randomUUID().slice(0, 8)}`;
  const ens = localNames(`http://localhost:${network.ports.chain}`);
  await ens.register({ label, owner: bot.address, pointsTo: bot.address });
  await page.getByRole("button", { name: inbox.newMessage }).first().click();
  await page.getByRole("button", { name: group.create.way }).click();
  await page.getByLabel(group.create.name).fill("Tunnel");
  await page.getByLabel(group.picker.label).fill(`${label}.eth`);
  await expect(page.getByRole("status").filter({ hasText: bot.address })).toBeVisible();
  await page.getByLabel(group.picker.label).press("Enter");
  await expect(chips(page)).toHaveText([new RegExp(`${label}.eth`)]);
  await expectAccessible(page, "a new group");
  await network.stop();
  await page.getByRole("button", { name: group.create.submit }).click();
  await expect(page.getByText(/will be added when the network is back/)).toBeVisible();
  await say(ana, "written in the tunnel");
  await page.reload();
  await page.getByRole("link", { name: /Tunnel/ }).click();
  await expect(page.getByText(/will be added when the network is back/)).toBeVisible();
  await network.start();
  await expect(log(ana)).toContainText(`You added ${short(bot.address)}.`);
  await expect(page.getByText(/will be added/)).toBeHidden();
  await expect.poll(() => groupTexts(bot)).toEqual(["written in the tunnel"]);

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: /^Details of/ }).click();
  const sheet = page.getByRole("dialog", { name: thread.details.title });
  await sheet.getByRole("button", { name: group.details.showPermissions }).click();
  const permissions = page.getByRole("dialog", { name: group.permissions.title });
  await expectAccessible(page, "permissions on a phone");
  await page.keyboard.press("Escape");
  await expect(permissions).toBeHidden();
  await expect(sheet).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(composerOf(page)).toBeVisible();
});

test("with another app: what it does to a group reads well, and what is done here arrives there", async ({
  person,
  peer,
  complaints,
}) => {
  const server = await startPictureServer();
  complaints.allow(new RegExp(`asked for ${server.origin}/`));
  server.put("/boat.png", plainPng(64, [30, 90, 160]));
  const [[ana], bot, mate] = [await arriveAll(person, "Ana"), await peer(), await peer()];
  const [botName, mateName] = [short(bot.address), short(mate.address)];
  const theirs = await bot.client
    .conversations()
    .createGroupByInboxIds([await inboxOf(bot, ana)], { groupName: "Harbour" });
  await theirs.sendText("High tide at six");
  await openGroup(ana, /Harbour/);
  await theirs.addMembers([mate.inboxId]);
  await theirs.updateGroupDescription("Tides and ropes");
  await theirs.updateGroupImageUrlSquare(`${server.origin}/boat.png`);
  await theirs.addSuperAdmin(await inboxOf(bot, ana));
  const { page } = ana;
  await expect(log(ana)).toContainText(`${botName} added ${mateName}.`);
  await expect(log(ana)).toContainText(`${botName} changed the description.`);
  await expect(log(ana)).toContainText(`${botName} made you a super admin.`);
  await expect(details(ana).getByText("Tides and ropes")).toBeVisible();

  await expect(details(ana).getByText(group.picture.unasked)).toBeVisible();
  const picture = page.getByRole("link", { name: /Harbour/ }).locator("[data-picture]");
  await expect(picture).toHaveCount(0);
  expect(server.asked).toEqual([]);
  await details(ana).getByRole("button", { name: group.picture.load }).click();
  await expect(picture).toBeVisible();
  await page.reload();
  await expect(picture).toBeVisible();
  await theirs.updateGroupImageUrlSquare(`${server.origin}/other.png`);
  await expect(picture).toHaveCount(0);
  expect(server.asked.map(({ path }) => path)).toEqual(["/boat.png"]);
  await server.close();

  await memberIn(ana, mate.address).click();
  await makeAdmin(ana);
  await expect(log(ana)).toContainText(`You made ${mateName} an admin.`);
  await expectAccessible(page, "a member");
  await page.getByRole("button", { name: common.close }).click();
  await details(ana).getByRole("button", { name: group.details.setTimer }).click();
  await page.getByLabel(group.timer.label).selectOption({ label: "After 1 hour" });
  await page.getByRole("button", { name: group.timer.save }).click();
  await expect(log(ana)).toContainText("You set messages to disappear after 1 hour.");
  await theirs.sync();
  expect(theirs.adminList()).toEqual([mate.inboxId]);
  expect(theirs.messageDisappearingSettings()?.inNs).toBe(3_600_000_000_000n);

  await mate.client.conversations().sync();
  await mate.client.conversations().findGroupById(theirs.id()).leaveGroup();
  await expect(log(ana)).toContainText(`${mateName} left.`);
  await expect(details(ana).getByRole("heading", { name: "2 people" })).toBeVisible();
});

test("messages disappear on both sides at once, and from who was away as well", async ({
  person,
}) => {
  const [ana, ben] = await arriveAll(person, "Ana", "Ben");
  await writeTo(ana, addressOf(ben));
  await say(ana, "stays");
  await openFromList(ben, addressOf(ana));
  await expect(bubbles(ben.page)).toHaveText([/stays/]);
  await details(ana).getByRole("button", { name: group.details.setTimer }).click();
  await ana.page.getByLabel(group.timer.label).selectOption({ label: group.timer.custom });
  await ana.page.getByLabel(group.timer.amount).fill("8");
  await ana.page.getByLabel(group.timer.unit).selectOption({ label: group.units.seconds });
  await ana.page.getByRole("button", { name: group.timer.save }).click();
  await expect(log(ben)).toContainText("set messages to disappear after 8 seconds.");

  await say(ana, "gone in a moment");
  const onBens = bubbles(ben.page).filter({ hasText: "gone in a moment" });
  await expect(onBens.locator("[data-countdown]")).toContainText(/\d s/);
  await expect(onBens).toBeHidden();
  await expect(bubbles(ana.page)).toHaveText([/stays/]);
  await expect(bubbles(ben.page)).toHaveText([/stays/]);

  const url = ben.page.url();
  await ben.page.goto("about:blank");
  await say(ana, "never to be seen");
  const onAnas = bubbles(ana.page).filter({ hasText: "never to be seen" });
  await expect(onAnas).toBeVisible();
  await expect(onAnas).toBeHidden();
  await ben.page.goto(url);
  // What is written now stays: it may take Ben longer than a moment to be back.
  await details(ana).getByRole("button", { name: group.details.edit }).click();
  await ana.page.getByLabel(group.timer.label).selectOption({ label: group.timer.off });
  await ana.page.getByRole("button", { name: group.timer.save }).click();
  await expect(log(ana)).toContainText("You turned disappearing messages off.");
  await say(ana, "after it");
  await expect(bubbles(ben.page).last()).toContainText("after it");
  await expect(log(ben)).not.toContainText("never to be seen");
});
