import type { Page, Worker } from "@playwright/test";
import {
  addressOf,
  bubbles,
  openFromList,
  say,
  signIn,
  textsOn,
  writeTo,
} from "./harness/at-parley.ts";
import { WALLET_NAME } from "./harness/page-wallet.ts";
import type { Person } from "./harness/person.ts";
import { expect, test } from "./harness/test.ts";
import { common, errors, landing, wallet } from "./harness/words.ts";

/** A module whose one function, `f`, traps as a panic of the engine does. */
const TRAP = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0,
  0, 11,
];

/** How an engine may end, done to the worker that has it. */
const ENDS: Record<string, (engine: Worker) => Promise<unknown>> = {
  // It may be gone before it has answered.
  "ends without a word": (engine) => engine.evaluate(() => self.close()).catch(() => undefined),
  "panics in a task of its own": (engine) =>
    engine.evaluate(async (bytes) => {
      const { instance } = await WebAssembly.instantiate(new Uint8Array(bytes));
      void Promise.resolve().then(instance.exports.f as () => void);
    }, TRAP),
};

function engineOf(page: Page): Worker {
  const [engine] = page.workers();
  if (!engine) throw new Error("The page has no worker");
  return engine;
}

/** Ends the engine, and waits for the next one. */
async function endEngine(page: Page, end = ENDS["ends without a word"]): Promise<void> {
  const next = page.waitForEvent("worker");
  await end?.(engineOf(page));
  await next;
}

for (const [how, end] of Object.entries(ENDS)) {
  test(`an engine that ${how} is replaced, and nothing is lost`, async ({ person, complaints }) => {
    complaints.allow(/unreachable/);
    const [ana, ben] = await conversation(person);
    await endEngine(ana.page, end);
    await say(ana, "written at once");
    await say(ben, "to somebody whose engine just ended");
    const expected = ["before", "to somebody whose engine just ended", "written at once"];
    for (const { page } of [ana, ben]) {
      await expect.poll(async () => (await textsOn(page)).sort()).toEqual(expected);
    }
    await say(ben, "and live again");
    await expect(bubbles(ana.page).last()).toContainText("and live again");
    expect(ana.wallet.signatureRequests).toHaveLength(1);
  });
}

test("an engine that ends again and again is given up, until the person wants another", async ({
  person,
}) => {
  const [ana, ben] = await conversation(person);
  for (let turn = 0; turn < 3; turn += 1) {
    await endEngine(ana.page);
    await say(ben, `turn ${turn}`);
    await expect(bubbles(ana.page).last()).toContainText(`turn ${turn}`);
  }
  await ENDS["ends without a word"]?.(engineOf(ana.page));
  await expect(ana.page.getByText(errors.xmtp["engine-died"])).toBeVisible();
  await say(ana, "written meanwhile");
  await ana.page.getByRole("button", { name: common.retry }).click();
  await expect(bubbles(ben.page).last()).toContainText("written meanwhile");
  await expect(ana.page.getByText(errors.xmtp["engine-died"])).toBeHidden();
});

test("the engine loads while a wallet is chosen, and goes with a sign-in that ends", async ({
  person,
}) => {
  const ana = await person("Ana");
  const { page } = ana;
  await page.goto("/");
  expect(page.workers()).toEqual([]);

  const loaded = page.waitForEvent("response", (response) => response.url().endsWith(".wasm"));
  await page.getByRole("button", { name: landing.signIn }).click();
  await (await loaded).finished();
  ana.wallet.hold();
  await page.getByRole("button", { name: WALLET_NAME }).click();
  const gone = engineOf(page).waitForEvent("close");
  await page.keyboard.press("Escape");
  await gone;

  await page.getByRole("button", { name: landing.signIn }).click();
  await page.getByRole("button", { name: WALLET_NAME }).click();
  ana.wallet.answer();
  await expect(page.getByText(wallet.explain.proves)).toBeVisible();
  expect(page.workers()).toHaveLength(1);
});

/** Two people who have a conversation open. */
async function conversation(person: (name: string) => Promise<Person>): Promise<[Person, Person]> {
  const [ana, ben] = [await person("Ana"), await person("Ben")];
  await Promise.all([ana.open("/"), ben.open("/")]);
  await Promise.all([signIn(ana), signIn(ben)]);
  await writeTo(ana, addressOf(ben));
  await say(ana, "before");
  await openFromList(ben, addressOf(ana));
  await expect(bubbles(ben.page)).toHaveCount(1);
  return [ana, ben];
}
