import { encodeFunctionData } from "viem";
import { TOKEN_CALLS } from "../../lib/transactions/core/abi.ts";
import type { HeadlessClient } from "../../local-stack/testing/index.ts";
import { chainClient } from "../../scripts/contracts/deploy.ts";
import { localTokens } from "../fakes/local-tokens.ts";
import { expectAccessible } from "./harness/accessible.ts";
import {
  addressOf,
  bubbles,
  openFromList,
  requestsOf,
  rowOf,
  say,
  short,
  signIn,
  writeTo,
} from "./harness/at-parley.ts";
import type { Network } from "./harness/network.ts";
import { WALLET_NAME } from "./harness/page-wallet.ts";
import type { Person } from "./harness/person.ts";
import { expect, test } from "./harness/test.ts";
import { errors, payment, transactions as words } from "./harness/words.ts";

const CHAIN = "0x7a69";
const urlOf = (network: Network) => `http://localhost:${network.ports.chain}`;

async function dmOf(bot: HeadlessClient, person: Person) {
  return bot.client.conversations().createDm({
    identifier: addressOf(person).toLowerCase(),
    identifierKind: bot.libxmtp.IdentifierKind.Ethereum,
  });
}

/** Presses the button of a card, and chooses the wallet that is in the browser. */
async function sendWithWallet({ page }: Person, button: string): Promise<void> {
  await bubbles(page).getByRole("button", { name: button }).click();
  await page.getByRole("button", { name: WALLET_NAME }).click();
}

test("another app asks for transactions: they are checked, made once each, and told of", async ({
  person,
  peer,
  network,
}) => {
  const chain = chainClient(urlOf(network));
  const tokens = await localTokens(urlOf(network));
  const token = tokens.addresses.erc20;
  const bot = await peer();
  const ana = await person("Ana");
  const { page } = ana;
  await chain.setBalance({ address: addressOf(ana), value: 10n ** 18n });
  await ana.open("/");
  await signIn(ana);
  const dm = await dmOf(bot, ana);
  const transfer = (amount: bigint) =>
    encodeFunctionData({
      abi: TOKEN_CALLS,
      functionName: "transfer",
      args: [bot.address, amount],
    });
  await dm.sendWalletSendCalls({
    version: "1.0",
    chainId: CHAIN,
    from: addressOf(ana),
    calls: [
      { to: bot.address, value: "0x2386f26fc10000" },
      {
        to: token,
        data: transfer(2_500_000n),
        metadata: {
          description: "A coffee",
          transactionType: "transfer",
          currency: "USDC",
          amount: "1",
        },
      },
    ],
  });

  // A stranger's request asks nobody for anything: no button, no question to the chain.
  await requestsOf(page).click();
  await rowOf(page, bot.address).click();
  await expect(bubbles(page)).toContainText([words.request.stranger]);
  await expect(bubbles(page)).not.toContainText(["HUSD"]);
  await expect(page.getByRole("button", { name: words.run.start })).toHaveCount(0);
  await page.getByRole("button", { name: "Accept" }).click();

  const card = bubbles(page).first();
  await expect(card).toContainText("Send 0.01 ETH to");
  await expect(card).toContainText("Send 2.5 HUSD to");
  await expect(card).toContainText(words.caution.disagrees);
  await expect(card).toContainText("Amount: 1 USDC");
  await expectAccessible(page, "a request to a wallet");

  // No, at first; then yes to the first, and the second has no coins to move.
  ana.wallet.failNext(4001);
  await sendWithWallet(ana, words.run.start);
  await expect(card).toContainText(words.run.rejected);
  expect(ana.wallet.transactions.sent).toEqual([]);
  await sendWithWallet(ana, words.run.start);
  await expect(card).toContainText("1 of 2 done.");
  await expect(card).toContainText(words.run.reverted);
  // The wallet was on another chain, and was told of this one.
  expect(ana.wallet.chainRequests).toContain("switch 31337");

  // What was made stays made, over a reload too; what was left is made when there is something.
  await tokens.pay(addressOf(ana), 2_500_000n);
  await page.reload();
  await expect(card).toContainText("1 of 2 done.");
  await sendWithWallet(ana, words.run.again);
  await expect(card).toContainText("All 2 done.");
  expect(await chain.getBalance({ address: bot.address })).toBe(10n ** 16n);
  await expect(bubbles(page)).toHaveCount(3);
  await expect(bubbles(page).nth(1)).toContainText("0.01 ETH from you to");
  await expect(bubbles(page).nth(2)).toContainText("2.5 HUSD from you to");
  await expect(bubbles(page).nth(2)).toContainText(words.reference.success);

  // The other app reads what it was told.
  const told = async () => {
    await bot.client.conversations().syncAllConversations();
    return (await dm.findEnrichedMessages()).flatMap(({ content }) =>
      content.type === "transactionReference" ? content.content : [],
    );
  };
  const [first, , second] = ana.wallet.transactions.sent;
  await expect.poll(told).toMatchObject([
    { networkId: CHAIN, reference: first, metadata: { currency: "ETH", amount: 10 ** 16 } },
    { networkId: CHAIN, reference: second, metadata: { currency: "HUSD", amount: 2_500_000 } },
  ]);

  // It points to a transaction as something that it was not.
  await dm.sendTransactionReference({
    networkId: CHAIN,
    reference: String(first),
    metadata: {
      transactionType: "transfer",
      currency: "ETH",
      amount: 10 ** 18,
      decimals: 18,
      fromAddress: bot.address,
      toAddress: addressOf(ana),
    },
  });
  await expect(bubbles(page).nth(3)).toContainText("0.01 ETH from you to");
  await expect(bubbles(page).nth(3)).toContainText(words.caution.disagrees);
  await dm.sendTransactionReference({ networkId: "10", reference: `0x${"ab".repeat(32)}` });
  await expect(bubbles(page).nth(4)).toContainText(
    "This Parley has no way to read OP Mainnet, so nothing of this is checked.",
  );
  await expectAccessible(page, "transactions");
});

async function chooseMoney({ page }: Person, action: string): Promise<void> {
  await page.getByRole("button", { name: /^Money between/ }).click();
  await page.getByRole("menuitem", { name: action }).click();
}

/** Fills in the form that stands behind the button in the composer. */
async function fillIn(person: Person, action: string, amount: string): Promise<void> {
  await chooseMoney(person, action);
  await person.page.getByLabel("How much (ETH)").fill(amount);
}

test("two people: one asks for money, the other pays and sends some more", async ({
  person,
  peer,
  network,
}) => {
  const chain = chainClient(urlOf(network));
  const rpcUrls = { 31337: urlOf(network) };
  const ana = await person("Ana", { wallet: { bundles: "atomic", rpcUrls } });
  const ben = await person("Ben");
  await chain.setBalance({ address: addressOf(ana), value: 10n ** 18n });
  await Promise.all([ana, ben].map((one) => one.open("/").then(() => signIn(one))));
  await writeTo(ben, addressOf(ana));
  await say(ben, "The charts are here.");
  await openFromList(ana, addressOf(ben));
  await fillIn(ben, payment.ask, "0.25");
  await ben.page.getByLabel(payment.note).fill("Charts");
  await expectAccessible(ben.page, "asking for a payment");
  await ben.page.getByRole("button", { name: payment.askNow }).click();
  await expect(bubbles(ben.page).last()).toContainText("You ask for a transaction");

  const card = bubbles(ana.page).nth(1);
  await expect(card).toContainText(`Send 0.25 ETH to ${short(addressOf(ben))}`);
  await expect(card).toContainText("“Charts”");

  // Its person keeps the wallet on another chain: it says which one is wanted.
  ana.wallet.pinChain();
  await sendWithWallet(ana, words.run.start);
  await expect(card).toContainText(
    errors.wallet["no-switch"].replace("{chain}", "the local chain"),
  );
  expect(ana.wallet.transactions.sent).toEqual([]);
  ana.wallet.switchChain(31337);
  await sendWithWallet(ana, words.run.start);
  await expect(card).toContainText("Done.");
  await expect(bubbles(ben.page).last()).toContainText("0.25 ETH from");
  await expect(bubbles(ben.page).last()).toContainText(words.reference.success);
  expect(await chain.getBalance({ address: addressOf(ben) })).toBe(25n * 10n ** 16n);

  await fillIn(ana, payment.send, "0.05");
  await ana.page.getByRole("button", { name: payment.goOn }).click();
  await ana.page.getByRole("button", { name: words.run.start }).last().click();
  ana.wallet.hold();
  await ana.page.getByRole("button", { name: WALLET_NAME }).click();
  await expect(ana.page.getByRole("dialog").getByText("Your wallet shows it to you")).toBeVisible();
  await ana.page.keyboard.press("Escape");
  await expect(ana.page.getByRole("dialog")).toBeHidden();
  await chooseMoney(ana, payment.send);
  const paying = ana.page.getByRole("dialog", { name: payment.send });
  await expect(paying, "the same payment, not another one").toContainText("Send 0.05 ETH");
  ana.wallet.answer();
  await expect(bubbles(ben.page).last()).toContainText("0.05 ETH from");
  await expect.poll(() => chain.getBalance({ address: addressOf(ben) })).toBe(3n * 10n ** 17n);

  // Another app reads a request of this one.
  const bot = await peer();
  await ana.page.getByRole("dialog").getByRole("button", { name: "Close" }).first().click();
  await writeTo(ana, bot.address);
  await fillIn(ana, payment.ask, "1.5");
  await ana.page.getByRole("button", { name: payment.askNow }).click();
  await expect(bubbles(ana.page)).toHaveCount(1);
  const dm = await dmOf(bot, ana);
  await expect
    .poll(async () => {
      await bot.client.conversations().syncAllConversations();
      const messages = await dm.findEnrichedMessages();
      return messages.flatMap(({ content }) =>
        content.type === "walletSendCalls" ? content.content : [],
      );
    })
    .toMatchObject([
      {
        chainId: CHAIN,
        from: bot.address,
        calls: [{ to: addressOf(ana), value: "0x14d1120d7b160000" }],
      },
    ]);
});
