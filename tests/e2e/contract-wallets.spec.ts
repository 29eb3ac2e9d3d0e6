import type { Page } from "@playwright/test";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { createSafe, localNames, type SafeOptions } from "../../local-stack/testing/index.ts";
import { freePorts } from "../../scripts/launch/ports.ts";
import { startTestChain } from "../fakes/test-chain.ts";
import type { WalletAccount } from "../fakes/wallet-account.ts";
import { expectAccessible } from "./harness/accessible.ts";
import {
  addressOf,
  letIn,
  openFromList,
  say,
  short,
  signIn,
  textsOn,
  writeTo,
} from "./harness/at-parley.ts";
import type { Network } from "./harness/network.ts";
import { WALLET_NAME } from "./harness/page-wallet.ts";
import { createPerson, type Person } from "./harness/person.ts";
import { expect, test } from "./harness/test.ts";
import { common, errors, inbox, landing, settings, wallet } from "./harness/words.ts";
import { startWorld } from "./harness/world.ts";

const LOCAL_CHAIN = 31_337;
const ETHEREUM = 1;
const REJECTED = 4001;

const local = wallet.chains.local;
/** The words with the chain's name in them. */
const on = (words: string, chain = local) => words.replaceAll("{chain}", chain);
const changeAndSign = on(wallet.changeAndSign);

const chainOf = ({ ports }: Network) => `http://localhost:${ports.chain}`;
const safeOn = (network: Network, options: SafeOptions = {}) =>
  createSafe(chainOf(network), options);

/** What a person needs to have these accounts in a wallet that knows the local chain. */
function walletWith(network: Network, accounts: readonly WalletAccount[], chainId = LOCAL_CHAIN) {
  return { accounts, wallet: { chainId, rpcUrls: { [LOCAL_CHAIN]: chainOf(network) } } };
}

/** Gives a Safe a name. It has to be deployed: what has sent something before can't be. */
async function nameOf({ address }: WalletAccount, network: Network): Promise<string> {
  const label = `safe-${crypto.randomUUID().slice(0, 8)}`;
  const names = localNames(chainOf(network));
  await names.register({ label, owner: address, pointsTo: address });
  await names.claim(address, `${label}.eth`);
  return `${label}.eth`;
}

async function readExplanation({ page }: Person): Promise<void> {
  await page.goto("/");
  await page.getByRole("button", { name: landing.signIn }).click();
  await page.getByRole("button", { name: WALLET_NAME }).click();
  await expect(page.getByText(wallet.explain.proves)).toBeVisible();
}

const sign = (page: Page) => page.getByRole("button", { name: wallet.explain.action }).click();

function expectInbox(page: Page): Promise<void> {
  return expect(page.getByRole("heading", { name: inbox.title, level: 1 })).toBeVisible();
}

for (const { name, options } of [
  { name: "a Safe of two owners", options: { owners: 2 } },
  { name: "a Safe that is not deployed yet", options: { isDeployed: false } },
]) {
  test(`${name} signs in once, writes to an account with a key, and is answered`, async ({
    person,
    network,
  }) => {
    const account = await safeOn(network, options);
    const ana = await person("Ana", walletWith(network, [account]));
    const ben = await person("Ben");
    const isDeployed = "owners" in options;
    const called = isDeployed ? await nameOf(account, network) : short(account.address);
    await ben.open("/");
    await signIn(ben);

    await readExplanation(ana);
    const isTold = ana.page.getByText(on(wallet.explain.contract));
    if (isDeployed) await expect(isTold).toBeVisible();
    await expectAccessible(ana.page, "a Safe signs in");
    await sign(ana.page);
    await expectInbox(ana.page);

    await writeTo(ana, addressOf(ben));
    await say(ana, "from all of us");
    const row = ben.page.getByRole("link", { name: new RegExp(`^${called}`) });
    await letIn(ben.page, row);
    await expect(row).toContainText("from all of us");
    await expect.poll(() => textsOn(ben.page)).toEqual(["from all of us"]);
    await say(ben, "to all of you");
    await expect.poll(() => textsOn(ana.page)).toEqual(["from all of us", "to all of you"]);

    for (const { page } of [ana, ben]) await page.reload();
    await say(ana, "still us");
    await expect.poll(async () => (await textsOn(ben.page)).at(-1)).toBe("still us");
    await say(ben, "so I see");
    await expect.poll(async () => (await textsOn(ana.page)).at(-1)).toBe("so I see");
    expect(ana.wallet.signatureRequests).toHaveLength(1);
    expect(ana.wallet.chainRequests).toEqual([]);
  });
}

test("who does not own a Safe is refused, with nothing registered, and an owner gets in", async ({
  person,
  peer,
  network,
}) => {
  const safe = await safeOn(network);
  const somebody = await peer();
  const ana = await person("Ana", walletWith(network, [safe]));
  const { page } = ana;
  await readExplanation(ana);
  const stranger = privateKeyToAccount(generatePrivateKey());
  // As the Safe does, and as a key does: 65 bytes each.
  for (const [index, impostor] of [safe.stolen, stranger].entries()) {
    ana.wallet.signNextWith(impostor);
    await (index === 0 ? sign(page) : page.getByRole("button", { name: common.retry }).click());
    await expect(page.getByText(errors.wallet["not-owner"])).toBeVisible();
    expect(await somebody.canMessage(safe.address)).toBe(false);
  }
  await expectAccessible(page, "who is no owner");
  await page.getByRole("button", { name: common.retry }).click();
  await expectInbox(page);
  expect(await somebody.canMessage(safe.address)).toBe(true);
});

test("a wallet on another chain is asked to change to the Safe's, and not more than asked", async ({
  person,
  network,
}) => {
  const account = await safeOn(network, { owners: 2 });
  const ana = await person("Ana", walletWith(network, [account], ETHEREUM));
  const { page } = ana;
  await readExplanation(ana);
  await sign(page);
  await expect(page.getByText(on(errors.wallet["wrong-chain"]))).toBeVisible();
  expect(ana.wallet.chainRequests).toEqual([]);
  await expectAccessible(page, "the wrong chain");

  ana.wallet.failNext(REJECTED);
  await page.getByRole("button", { name: changeAndSign }).click();
  await expect(page.getByText(errors.wallet.rejected)).toBeVisible();
  await page.getByRole("button", { name: common.retry }).click();
  await expectInbox(page);
  expect(ana.wallet.chainRequests).toEqual([`switch ${LOCAL_CHAIN}`]);
  expect(ana.wallet.signatureRequests).toHaveLength(2);
});

test("a wallet that does not know the chain is told of it; one that can't change is changed by hand", async ({
  person,
  network,
}) => {
  const [first, second] = [
    await safeOn(network, { isDeployed: false }),
    await safeOn(network, { isDeployed: false }),
  ];
  const ana = await person("Ana", { accounts: [first] });
  await readExplanation(ana);
  await sign(ana.page);
  const unconfirmed = errors.wallet.unconfirmed.replace("{from}", "Ethereum");
  await expect(ana.page.getByText(unconfirmed)).toBeVisible();
  await ana.page.getByRole("button", { name: changeAndSign }).click();
  await expectInbox(ana.page);
  expect(ana.wallet.chainRequests).toEqual([
    `switch ${LOCAL_CHAIN}`,
    `add ${LOCAL_CHAIN} Chain ${LOCAL_CHAIN}`,
    `switch ${LOCAL_CHAIN}`,
  ]);

  const ben = await person("Ben", walletWith(network, [second], ETHEREUM));
  ben.wallet.pinChain();
  await readExplanation(ben);
  await sign(ben.page);
  await ben.page.getByRole("button", { name: changeAndSign }).click();
  await expect(ben.page.getByText(on(errors.wallet["no-switch"]))).toBeVisible();
  ben.wallet.switchChain(LOCAL_CHAIN);
  await ben.page.getByRole("button", { name: common.retry }).click();
  await expectInbox(ben.page);
});

test("owners may take their time: that is said, and can be cancelled with nothing registered", async ({
  person,
  peer,
  network,
}) => {
  const account = await safeOn(network, { owners: 3 });
  const ana = await person("Ana", walletWith(network, [account]));
  const { page } = ana;
  await readExplanation(ana);
  await expect(page.getByText(on(wallet.explain.contract))).toBeVisible();
  ana.wallet.hold();
  await sign(page);
  await expect(page.getByText(wallet.owners)).toBeVisible();
  await expectAccessible(page, "owners are awaited");
  await page.getByRole("button", { name: common.cancel }).click();
  await expect(page.getByText(wallet.owners)).toBeHidden();
  ana.wallet.answer();
  expect(await (await peer()).canMessage(account.address)).toBe(false);
  await readExplanation(ana);
  await sign(page);
  await expectInbox(page);
});

test("owners of what is not deployed yet are thought of once the wallet takes unusually long", async ({
  person,
  network,
}) => {
  const account = await safeOn(network, { isDeployed: false, owners: 2 });
  const ana = await person("Ana", walletWith(network, [account]));
  const { page } = ana;
  await page.clock.install();
  await readExplanation(ana);
  ana.wallet.hold();
  await sign(page);
  await expect(page.getByText(wallet.signing.title)).toBeVisible();
  await page.clock.fastForward(15_000);
  await expect(page.getByText(wallet.owners)).toBeHidden();
  await page.clock.fastForward(6_000);
  await expect(page.getByText(wallet.owners)).toBeVisible();
  ana.wallet.answer();
  await expectInbox(page);
});

test("a Safe is added to an inbox, decides from then on, and signs in alone", async ({
  person,
  peer,
  network,
}) => {
  const key = privateKeyToAccount(generatePrivateKey());
  const safe = await safeOn(network, { owners: 2 });
  const ana = await person("Ana", walletWith(network, [key, safe], ETHEREUM));
  const { page } = ana;
  await ana.open("/");
  await signIn(ana);
  await page.goto("/settings/wallets");
  await expect(page.getByText(settings.wallets.last)).toBeVisible();
  const dialog = page.getByRole("dialog");
  const choose = () => dialog.getByRole("button", { name: WALLET_NAME }).click();

  await page.getByRole("button", { name: settings.wallets.add }).click();
  ana.wallet.switchTo(safe);
  ana.wallet.hold();
  await choose();
  await dialog.getByRole("button", { name: common.cancel }).click();
  ana.wallet.answer();
  await choose();
  await expect(dialog.getByText(on(errors.wallet["wrong-chain"]))).toBeVisible();
  await choose();
  await expect(page.getByText(settings.wallets.done["add-wallet"])).toBeVisible();
  expect(ana.wallet.chainRequests).toEqual([`switch ${LOCAL_CHAIN}`]);

  ana.wallet.switchTo(key);
  await page.getByRole("button", { name: /recovery account$/ }).click();
  await choose();
  await expect(page.getByText(settings.wallets.done["change-recovery"])).toBeVisible();

  await page.getByRole("button", { name: /^Remove 0x/ }).click();
  ana.wallet.switchTo(safe);
  const impostor = privateKeyToAccount(generatePrivateKey());
  ana.wallet.signNextWith(impostor);
  await choose();
  await expect(dialog.getByText(errors.wallet["not-owner"])).toBeVisible();
  await choose();
  await expect(page.getByText(wallet.trouble.revoked)).toBeVisible();

  await page.getByRole("button", { name: wallet.trouble.signInAgain }).click();
  await signIn(ana);
  const ben = await peer();
  await ben.sendText(safe.address, "to the Safe");
  await openFromList(ana, ben.address);
  await expect.poll(() => textsOn(page)).toEqual(["to the Safe"]);
  expect(await ben.canMessage(key.address)).toBe(false);
});

test("without an answer from the chain that is said, and the signature is kept until there is one", async ({
  browser,
}) => {
  test.slow();
  const [port = 0] = await freePorts(1);
  const rpcUrl = `http://127.0.0.1:${port}`;
  const world = await startWorld({ chains: [{ chainId: LOCAL_CHAIN, rpcUrl }] });
  const before = await startTestChain(port);
  const account = await createSafe(rpcUrl, { isDeployed: false, owners: 2 });
  await before.close();
  const ana = await createPerson(
    "Ana",
    { profile: "private", accounts: [account], wallet: { chainId: LOCAL_CHAIN } },
    {
      ...world,
      browsers: {
        newContext: browser.newContext.bind(browser),
        openProfile: () => Promise.reject(new Error("Nobody keeps a profile here")),
        onContext: () => {},
      },
    },
  );
  await readExplanation(ana);
  await sign(ana.page);
  await expect(ana.page.getByText(on(errors.chain.unreachable))).toBeVisible();
  const chain = await startTestChain(port);
  await ana.page.getByRole("button", { name: common.retry }).click();
  await expectInbox(ana.page);
  expect(ana.wallet.signatureRequests).toHaveLength(1);
  await ana.close();
  await chain.close();
  await world.close();
});

for (const [owners, state] of [
  ["Alice", wallet.choose.deployed],
  ["Bob & Carol", wallet.choose.notDeployed],
] as const) {
  const name = wallet.choose.safe.replace("{owners}", owners);
  test(`on a local network anybody may try the ${name}: ${state}`, async ({ page, peer }) => {
    const ben = await peer();
    const heard: string[] = [];
    await ben.streamTexts(({ text }) => heard.push(text));
    await page.goto("/");
    await page.getByRole("button", { name: landing.signIn }).click();
    await page.getByRole("button", { name }).filter({ hasText: state }).click();
    await sign(page);
    await expectInbox(page);
    await writeTo({ page }, ben.address);
    await say({ page }, "just trying");
    await expect.poll(() => heard).toEqual(["just trying"]);
  });
}
