import { localNames } from "../../local-stack/testing/index.ts";
import { expectAccessible } from "./harness/accessible.ts";
import { addressOf, composerOf, letIn, rowOf, say, short, signIn } from "./harness/at-parley.ts";
import type { Person } from "./harness/person.ts";
import { expect, test } from "./harness/test.ts";
import { errors, inbox, names } from "./harness/words.ts";

/** What Chromium says of a server that is not there. */
const NO_ANSWER = /ERR_FAILED/;

/** A name that no other test has. */
function newLabel(start: string): string {
  return `${start}-${crypto.randomUUID().slice(0, 8)}`;
}

async function typeRecipient({ page }: Person, text: string): Promise<void> {
  await page.getByRole("button", { name: inbox.newMessage }).first().click();
  await page.getByLabel(inbox.compose.label).fill(text);
}

test("a name is typed and reaches its owner; when it moves, that is told before anything is written", async ({
  person,
  peer,
  network,
}) => {
  const [ana, ben, eve] = [await person("Ana"), await peer(), await peer()];
  const ens = localNames(`http://localhost:${network.ports.chain}`);
  const label = newLabel("ben");
  const name = `${label}.eth`;
  await ens.register({ label, owner: ben.address, pointsTo: ben.address });
  await ana.open("/");
  await signIn(ana);
  const { page } = ana;

  await typeRecipient(ana, ` ${label.toUpperCase()}.eth`);
  const found = page.getByRole("status").filter({ hasText: name });
  await expect(found).toContainText(ben.address);
  await expectAccessible(page, "a name is looked up");
  await page.getByLabel(inbox.compose.label).press("Enter");
  await expect(page.getByRole("heading", { name })).toBeVisible();
  await say(ana, "by your name");
  await expect
    .poll(async () => (await ben.listTexts(addressOf(ana))).map(({ text }) => text))
    .toEqual(["by your name"]);
  await expect(page.getByRole("link", { name: new RegExp(name) })).toBeVisible();

  await ens.register({ label, owner: ben.address, pointsTo: eve.address });
  await page.reload();
  const notice = page
    .getByRole("status")
    .filter({ hasText: `${name} doesn’t point here any more` });
  await expect(notice).toContainText(short(eve.address));
  await expect(page.getByRole("heading", { name: short(ben.address) })).toBeVisible();
  await expect(rowOf(page, ben.address)).toBeVisible();
  await expectAccessible(page, "a name moved");

  await notice.getByRole("link", { name: `Write to ${short(eve.address)}` }).click();
  await expect(composerOf(page, eve.address)).toBeVisible();
  await say(ana, "is it you?");
  await expect
    .poll(async () => (await eve.listTexts(addressOf(ana))).map(({ text }) => text))
    .toEqual(["is it you?"]);

  await rowOf(page, ben.address).click();
  await page.getByRole("button", { name: names.moved.stay }).click();
  await expect(notice).toBeHidden();
  await page.reload();
  await expect(composerOf(page, ben.address)).toBeVisible();
  await expect(notice).toBeHidden();
});

test("who writes is called by their own name, look-alikes are marked, and a link shows whose it is", async ({
  person,
  peer,
  network,
}) => {
  const [ana, ben, eve] = [await person("Ana"), await peer(), await peer()];
  const ens = localNames(`http://localhost:${network.ports.chain}`);
  const label = newLabel("lil");
  const twin = label.replace("lil", "1i1");
  for (const [who, own] of [
    [ben, label],
    [eve, twin],
  ] as const) {
    await ens.register({ label: own, owner: who.address, pointsTo: who.address });
    await ens.claim(who.address, `${own}.eth`);
  }
  await ana.open("/");
  await signIn(ana);
  const { page } = ana;

  await ben.sendText(addressOf(ana), "it is me");
  const row = page.getByRole("link", { name: new RegExp(`^${label}\\.eth`) });
  await letIn(page, row);
  await expect(row).toContainText("it is me");
  await expect(composerOf(page)).toBeVisible();

  await eve.sendText(addressOf(ana), "no, it is me");
  const other = page.getByRole("link", { name: new RegExp(`${twin}\\.eth`) });
  await letIn(page, other);
  await expect(other).toContainText(`can be taken for ${label}.eth`);
  await expect(row).not.toContainText("can be taken for");

  await ana.open(`/dm/${twin}.eth`);
  await expect(page.getByRole("status").filter({ hasText: `${twin}.eth` })).toContainText(
    eve.address,
  );
  await expect(page.getByText(`can be taken for ${label}.eth`).last()).toBeVisible();
  await expectAccessible(page, "a look-alike");
  await page.getByRole("button", { name: inbox.compose.submit }).click();
  await expect(page.getByRole("log")).toContainText("no, it is me");
});

test("a chain that never answers holds nothing up: addresses, and no spinner", async ({
  person,
  peer,
  network,
}) => {
  const [ana, ben] = [await person("Ana"), await peer()];
  const ens = localNames(`http://localhost:${network.ports.chain}`);
  const label = newLabel("ben");
  await ens.register({ label, owner: ben.address, pointsTo: ben.address });
  await ens.claim(ben.address, `${label}.eth`);
  let questions = 0;
  await ana.context.route(`http://localhost:${network.ports.chain}/**`, () => {
    questions += 1;
  });
  await ana.open("/");
  await signIn(ana);
  const { page } = ana;
  await ben.sendText(addressOf(ana), "hello");
  await letIn(page, rowOf(page, ben.address));
  await expect(composerOf(page, ben.address)).toBeVisible();
  await expect(page.getByRole("heading", { name: short(ben.address) })).toBeVisible();
  await say(ana, "who is this?");
  await expect
    .poll(async () => (await ben.listTexts(addressOf(ana))).map(({ text }) => text))
    .toEqual(["hello", "who is this?"]);
  expect(questions).toBeGreaterThan(0);
  await expect(page.locator(".animate-spin")).toHaveCount(0);
});

test("without an answer from the chain there are addresses, a sentence, and no storm", async ({
  person,
  peer,
  network,
  complaints,
}) => {
  complaints.allow(NO_ANSWER);
  const [ana, ben] = [await person("Ana"), await peer()];
  const ens = localNames(`http://localhost:${network.ports.chain}`);
  const label = newLabel("ben");
  await ens.register({ label, owner: ben.address, pointsTo: ben.address });
  await ens.claim(ben.address, `${label}.eth`);
  let questions = 0;
  const chain = `http://localhost:${network.ports.chain}/**`;
  await ana.context.route(chain, (route) => {
    questions += 1;
    return route.abort();
  });
  await ana.open("/");
  await signIn(ana);
  const { page } = ana;

  await ben.sendText(addressOf(ana), "hello");
  await letIn(page, rowOf(page, ben.address));
  await expect(composerOf(page, ben.address)).toBeVisible();
  await say(ana, "who is this?");
  await typeRecipient(ana, `${label}.eth`);
  await expect(page.getByText(errors.name.unreachable)).toBeVisible();
  await page.keyboard.press("Escape");
  // Two lines of the list and the thread, and the typed name: one question each, at the most.
  expect(questions).toBeLessThanOrEqual(3);

  await ana.context.unroute(chain);
  await page.reload();
  await expect(page.getByRole("heading", { name: `${label}.eth` })).toBeVisible();
});
