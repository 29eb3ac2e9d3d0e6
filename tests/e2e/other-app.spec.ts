import { test as base, expect } from "@playwright/test";
import { type LocalStack, startLocalStack } from "../../local-stack/index.ts";
import {
  createHeadlessClient,
  type HeadlessClient,
  injectWallet,
  receiveTexts,
  waitForRpc,
  walletOf,
} from "../../local-stack/testing/index.ts";
import { serveRawSdk } from "../raw-sdk/serve.ts";

/*
 * Somebody else's app on the local stack, as local-stack/docs/recipes.md says: a page on the official
 * browser SDK, with the wallet of the test.
 */

type Fixtures = { seller: HeadlessClient };

const test = base.extend<Fixtures, { stack: LocalStack; app: string }>({
  stack: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from it.
    async ({}, use) => {
      const stack = await startLocalStack({ ports: "free", chain: false });
      await use(stack);
      await stack.close();
    },
    { scope: "worker" },
  ],
  app: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from it.
    async ({}, use) => {
      const site = await serveRawSdk();
      await use(site.url);
      await site.close();
    },
    { scope: "worker" },
  ],
  seller: async ({ stack }, use) => {
    const seller = await createHeadlessClient({ url: stack.urls.grpcWeb });
    await use(seller);
    seller.close();
  },
});

const told = "It is blue.";

test("a page signs in with the test's wallet, and both sides hear each other", async ({
  page,
  app,
  stack,
  seller,
}) => {
  const ana = walletOf("ana");
  const answers: string[] = [];
  await page.exposeFunction("onRawMessage", (text: string) => answers.push(text));
  await injectWallet(page, ana);
  await page.goto(app);
  await page.evaluate((url) => window.raw.signInWithWallet(url), stack.urls.grpcWeb);
  await page.evaluate(() => window.raw.streamTo(window.onRawMessage));

  const questions = await receiveTexts(seller);
  const ask = ([to, text]: readonly [string, string]) => window.raw.sendText(to, text);
  await page.evaluate(ask, [seller.address, "Is it blue?"] as const);
  await questions.waitFor("Is it blue?", { timeoutMs: 45_000 });
  await seller.sendText(ana.address, told);
  await expect.poll(() => answers).toEqual(["Is it blue?", told]);
});

test("what the network refuses for this page alone, the page hears of", async ({
  page,
  app,
  stack,
  seller,
}) => {
  await injectWallet(page, walletOf("ben"));
  await page.goto(app);
  await page.evaluate((url) => window.raw.signInWithWallet(url), stack.urls.grpcWeb);
  const fault = `id=${crypto.randomUUID()}; error rpc=SendGroupMessages`;
  await page.setExtraHTTPHeaders({ "x-parley-faults": fault });
  const ask = ([to, text]: readonly [string, string]) => window.raw.sendText(to, text);
  const refused = waitForRpc(
    stack,
    { rpc: "SendGroupMessages", phase: "refused" },
    { timeoutMs: 45_000 },
  );
  await expect(page.evaluate(ask, [seller.address, "Is it blue?"] as const)).rejects.toThrow();
  await refused;
  await seller.sendText(walletOf("ben").address, told);
});

test("a page that looks for wallets finds the test's, which knows no transactions", async ({
  page,
  app,
}) => {
  const { address } = walletOf("cleo");
  await injectWallet(page, walletOf("cleo"));
  await page.goto(app);
  const found = await page.evaluate(async () => {
    type Announced = CustomEvent<{
      info: { name: string };
      provider: { request(asked: { method: string; params?: unknown[] }): Promise<unknown> };
    }>;
    const { promise, resolve } = Promise.withResolvers<Announced["detail"]>();
    window.addEventListener("eip6963:announceProvider", (event) =>
      resolve((event as Announced).detail),
    );
    window.dispatchEvent(new Event("eip6963:requestProvider"));
    const { info, provider } = await promise;
    const refused = provider
      .request({ method: "eth_sendTransaction" })
      .catch((error) => error.code);
    return {
      name: info.name,
      accounts: await provider.request({ method: "eth_requestAccounts" }),
      signature: await provider.request({ method: "personal_sign", params: ["0x68656c6c6f"] }),
      plain: await provider.request({ method: "personal_sign", params: ["hello"] }),
      refusal: await refused,
    };
  });
  const signature = await walletOf("cleo").signMessage({ message: "hello" });
  const expected = { name: "Test wallet", accounts: [address], signature, plain: signature };
  expect(found).toEqual({ ...expected, refusal: 4200 });
});
