import type { Page } from "@playwright/test";
import { expectAccessible } from "./harness/accessible.ts";
import { WALLET_NAME } from "./harness/page-wallet.ts";
import type { Person } from "./harness/person.ts";
import { expect, test } from "./harness/test.ts";
import { common, errors, inbox, landing, wallet } from "./harness/words.ts";

const REJECTED = 4001;
const BUSY = -32002;

async function openDialog(page: Page): Promise<void> {
  await page.goto("/");
  await page.getByRole("button", { name: landing.signIn }).click();
}

async function connect({ page }: Person): Promise<void> {
  await openDialog(page);
  await page.getByRole("button", { name: WALLET_NAME }).click();
}

async function readExplanation(person: Person): Promise<void> {
  await connect(person);
  await expect(person.page.getByText(wallet.explain.proves)).toBeVisible();
}

const sign = (page: Page) => page.getByRole("button", { name: wallet.explain.action }).click();

function expectInbox(page: Page): Promise<void> {
  return expect(page.getByRole("heading", { name: inbox.title, level: 1 })).toBeVisible();
}

async function signIn(person: Person): Promise<void> {
  await readExplanation(person);
  await sign(person.page);
  await expectInbox(person.page);
}

test("a first sign-in takes one signature, explained before the wallet opens", async ({
  person,
}) => {
  const ana = await person("Ana", { profile: "new" });
  const requested: string[] = [];
  ana.page.on("request", (request) => requested.push(request.url()));
  await ana.page.goto("/");
  const start = ana.page.getByRole("button", { name: landing.signIn });
  await expect(start).toBeEnabled();
  await start.hover();
  expect(requested.filter((url) => url.endsWith(".wasm"))).toEqual([]);
  await start.click();

  await ana.page.getByRole("button", { name: WALLET_NAME }).click();
  const dialog = ana.page.getByRole("dialog", { name: wallet.title });
  await expect(dialog.getByText(wallet.explain.proves)).toBeVisible();
  await expect(dialog.getByText(wallet.explain.costs)).toBeVisible();
  await expect(dialog.getByText(String(ana.accounts[0]?.address), { exact: true })).toBeVisible();
  expect(ana.wallet.signatureRequests).toEqual([]);

  await dialog.getByText(wallet.explain.text).click();
  const text = await dialog.locator("pre").textContent();
  await sign(ana.page);
  await expectInbox(ana.page);
  expect(ana.wallet.signatureRequests).toEqual([text]);
});

test("a refused signature is said, and the next one is taken", async ({ person }) => {
  const ana = await person("Ana");
  await readExplanation(ana);
  ana.wallet.failNext(REJECTED);
  await sign(ana.page);
  await expect(ana.page.getByText(errors.wallet.rejected)).toBeVisible();
  await ana.page.getByRole("button", { name: common.retry }).click();
  await expectInbox(ana.page);
});

test("a wallet with a window open is said to have one", async ({ person }) => {
  const ana = await person("Ana");
  ana.wallet.failNext(BUSY);
  await connect(ana);
  await expect(ana.page.getByText(errors.wallet.busy)).toBeVisible();
  await ana.page.getByRole("button", { name: WALLET_NAME }).click();
  await expect(ana.page.getByText(wallet.explain.proves)).toBeVisible();
});

test("a signature of another account is thrown away, both accounts are shown", async ({
  person,
}) => {
  const ana = await person("Ana");
  const [first, second] = ana.accounts;
  if (!first || !second) throw new Error("A wallet has two accounts");
  await readExplanation(ana);
  ana.wallet.signNextWith(second);
  await sign(ana.page);
  await expect(ana.page.getByText(wallet.changed.signed)).toBeVisible();
  await expect(ana.page.getByText(first.address)).toBeVisible();
  await expect(ana.page.getByText(second.address)).toBeVisible();
  await ana.page.getByRole("button", { name: /^Stay with/ }).click();
  await sign(ana.page);
  await expectInbox(ana.page);
});

test("an account changed on the way is said, and the new one can be taken", async ({ person }) => {
  const ana = await person("Ana");
  const [, second] = ana.accounts;
  if (!second) throw new Error("A wallet has two accounts");
  await readExplanation(ana);
  ana.wallet.switchChain(8453);
  ana.wallet.switchTo(second);
  await expect(ana.page.getByText(wallet.changed.switched)).toBeVisible();
  await ana.page.getByRole("button", { name: /^Go on as/ }).click();
  await sign(ana.page);
  await expectInbox(ana.page);
  await ana.page.getByRole("button", { name: /^Your account/ }).click();
  await expect(ana.page.getByText(second.address).first()).toBeVisible();
});

test("coming back takes no signature, with the network or without", async ({
  person,
  network,
  complaints,
}) => {
  const ana = await person("Ana");
  await signIn(ana);
  await ana.page.reload();
  await expectInbox(ana.page);
  complaints.allow(/ERR_CONNECTION_REFUSED|Failed to load resource/);
  await network.kill();
  await ana.page.reload();
  await expectInbox(ana.page);
  await expect(ana.page.getByText(common.unreachable)).toBeVisible();
  expect(ana.wallet.signatureRequests).toHaveLength(1);
});

test("a network out of reach is said, and the wallet stays connected", async ({
  person,
  network,
  complaints,
}) => {
  complaints.allow(/ERR_CONNECTION_REFUSED|Failed to load resource/);
  const ana = await person("Ana");
  await network.kill();
  await connect(ana);
  await expect(ana.page.getByText(errors.xmtp.unreachable)).toBeVisible();
  expect(ana.wallet.isConnected).toBe(true);
  await network.start();
  ana.wallet.failNext(REJECTED);
  await ana.page.getByRole("button", { name: common.retry }).click();
  await expect(ana.page.getByText(wallet.explain.proves)).toBeVisible();
});

test("one signature is enough when the network dies while it registers", async ({
  person,
  network,
  complaints,
}) => {
  complaints.allow(/ERR_CONNECTION_REFUSED|Failed to load resource/);
  const ana = await person("Ana");
  await readExplanation(ana);
  await network.kill();
  await sign(ana.page);
  await expect(ana.page.getByText(errors.xmtp.unreachable)).toBeVisible();
  await network.start();
  await ana.page.getByRole("button", { name: common.retry }).click();
  await expectInbox(ana.page);
  expect(ana.wallet.signatureRequests).toHaveLength(1);
});

test("a tab stands aside while another one signs in", async ({ person }) => {
  const ana = await person("Ana");
  await readExplanation(ana);
  const second = await ana.context.newPage();
  await second.goto("/");
  await second.getByRole("button", { name: landing.signIn }).click();
  await second.getByRole("button", { name: WALLET_NAME }).click();
  await expect(second.getByRole("heading", { name: wallet.elsewhere.title })).toBeVisible();
  await sign(ana.page);
  await expectInbox(second);
  expect(ana.wallet.signatureRequests).toHaveLength(1);
});

test("turning away with Escape registers nothing and frees the lock", async ({ person }) => {
  const ana = await person("Ana");
  await readExplanation(ana);
  ana.wallet.hold();
  await sign(ana.page);
  await expect(ana.page.getByText(wallet.signing.title)).toBeVisible();
  await ana.page.keyboard.press("Escape");
  await expect(ana.page.getByRole("dialog")).toBeHidden();
  ana.wallet.answer();

  const second = await ana.context.newPage();
  await openDialog(second);
  await second.getByRole("button", { name: WALLET_NAME }).click();
  await expect(second.getByText(wallet.explain.proves)).toBeVisible();
});

test("the way in needs no mouse, and passes axe at every step", async ({ person }) => {
  const { page } = await person("Ana");
  const checkWithAxe = () => expectAccessible(page, "the way in", { within: "dialog" });
  const pressButton = async (name: string) => {
    const button = page.getByRole("button", { name });
    await expect(button).toBeVisible();
    for (let presses = 0; presses < 20; presses++) {
      if (await button.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press("Tab");
    }
    await expect(button).toBeFocused();
    await page.keyboard.press("Enter");
  };
  await page.goto("/");
  await pressButton(landing.signIn);
  await expect(page.getByRole("button", { name: WALLET_NAME })).toBeVisible();
  await checkWithAxe();
  await pressButton(WALLET_NAME);
  await expect(page.getByText(wallet.explain.proves)).toBeVisible();
  await checkWithAxe();
  await pressButton(wallet.explain.action);
  await expectInbox(page);
});

test("the focus goes back to where it was when the dialog closes", async ({ person }) => {
  const { page } = await person("Ana");
  await openDialog(page);
  await expect(page.getByRole("button", { name: WALLET_NAME })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: landing.signIn })).toBeFocused();
});

test("a wallet that goes, or changes its account, leaves the session alone", async ({ person }) => {
  const ana = await person("Ana");
  const [, second] = ana.accounts;
  if (!second) throw new Error("A wallet has two accounts");
  await signIn(ana);
  ana.wallet.switchTo(second);
  await expect(ana.page.getByText(/^Your wallet shows 0x/)).toBeVisible();
  await expectInbox(ana.page);
  await ana.page.getByRole("button", { name: wallet.note.dismiss }).click();
  await expect(ana.page.getByText(/^Your wallet shows 0x/)).toBeHidden();
  ana.wallet.goAway();
  await expect(ana.page.getByText(wallet.note.disconnected)).toBeVisible();
  await expectInbox(ana.page);
});

for (const { choice, signatures } of [
  { choice: wallet.signOut.keep, signatures: 1 },
  { choice: wallet.signOut.erase, signatures: 2 },
]) {
  test(`signing out, "${choice}": ${signatures} signatures in all`, async ({ person }) => {
    const ana = await person("Ana");
    await signIn(ana);
    await ana.page.getByRole("button", { name: /^Your account/ }).click();
    await ana.page.getByRole("menuitem", { name: wallet.menu.signOut }).click();
    await ana.page.getByRole("radio", { name: choice }).check();
    await ana.page.getByRole("button", { name: wallet.signOut.action }).click();
    await expect(ana.page.getByRole("button", { name: landing.signIn })).toBeVisible();
    if (signatures === 2) await signIn(ana);
    else await connect(ana);
    await expectInbox(ana.page);
    expect(ana.wallet.signatureRequests).toHaveLength(signatures);
  });
}

test.describe("without any wallet", () => {
  test("the dialog says what a wallet is, and on a local network lends one", async ({ page }) => {
    await openDialog(page);
    await expect(page.getByText(wallet.choose.noneWhat)).toBeVisible();
    await expect(page.getByText(wallet.choose.testBadge)).toBeVisible();
    await page.getByRole("button", { name: "Alice", exact: true }).click();
    await sign(page);
    await expectInbox(page);
  });
});
