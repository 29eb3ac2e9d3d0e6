/**
 * Draws the pictures of `docs/` from the running product: a real network, the production build,
 * people with wallets. `npm run screenshots`.
 */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { type BrowserContextOptions, chromium, type Page } from "@playwright/test";
import { privateKeyToAccount } from "viem/accounts";
import {
  addressOf,
  composerOf,
  openFromList,
  say,
  signIn,
  writeTo,
} from "../tests/e2e/harness/at-parley.ts";
import { LAUNCH_OPTIONS } from "../tests/e2e/harness/chromium.ts";
import { createPerson, type Person } from "../tests/e2e/harness/person.ts";
import { startWorld } from "../tests/e2e/harness/world.ts";
import { buildIfChanged } from "./launch/build.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const DOCS = path.join(ROOT, "docs");
const DESK = { viewport: { width: 1440, height: 900 } } as const;
const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
} as const;
const SCHEMES = ["light", "dark"] as const;

/** Who says what; the first is whose screen is drawn. */
const TALK = [
  ["ana", "Are we still meeting at the harbour on Friday?"],
  ["ben", "Yes, 18:00"],
  ["ben", "Bring the old charts too, the ones with the soundings."],
  ["ana", "Will do. Here is the tide table: https://tides.example.org/harbour"],
  ["ben", "Perfect, thank you"],
  ["ana", "Who else is coming?"],
  ["ben", "Just the two of us and the dog"],
  ["ana", "Then I bring the biscuits"],
  ["ben", "She says she will hold you to that."],
] as const;

/** Those who fill the list, each with a first word. */
const OTHERS = [
  "The keys are with the neighbour.",
  "Did you see the vote? It passed.",
  "Sunday at ten, as always",
] as const;

const ROPE = "I won’t forget the rope";

await mkdir(DOCS, { recursive: true });
await buildIfChanged(ROOT, path.join(ROOT, ".parley"));
const world = await startWorld();
const browser = await chromium.launch(LAUNCH_OPTIONS);
try {
  await drawAll();
} finally {
  await browser.close();
  await world.close();
}

async function drawAll(): Promise<void> {
  const [ana, ben] = [await arrive("ana", DESK), await arrive("ben", PHONE)];
  await drawLanding();
  await drawSignIn();
  for (const [index, greeting] of OTHERS.entries())
    await greet(`other ${index}`, greeting, [ana, ben]);
  await talk(ana, ben);
  await openFromList(ana, addressOf(ben));
  await draw(ana.page, "thread");
  await ana.page.getByRole("button", { name: /XMTP local/ }).click();
  await draw(ana.page, "line");
  await ana.page.keyboard.press("Escape");
  await ana.page.getByRole("button", { name: "New message" }).first().click();
  await ana.page.getByLabel("Address or name").fill("0xd8dA6BF26964aF9D7eEd9e03E53415D37aA9604");
  await ana.page.getByRole("button", { name: "Open the conversation" }).click();
  await draw(ana.page, "new-message");
  await ana.page.keyboard.press("Escape");
  await drawPhone(ben, ana);
  await drawOffline(ana);
}

/** Somebody comes, says one thing to each, is let in, and goes. */
async function greet(name: string, greeting: string, people: readonly Person[]): Promise<void> {
  const other = await arrive(name, DESK);
  for (const person of people) {
    await writeTo(other, addressOf(person));
    await say(other, greeting);
    await sent(other.page, greeting);
    await person.open("/");
    await openFromList(person, addressOf(other));
  }
  await other.close();
}

async function talk(ana: Person, ben: Person): Promise<void> {
  await writeTo(ana, addressOf(ben));
  let isIntroduced = false;
  for (const [who, text] of TALK) {
    if (who === "ben" && !isIntroduced) {
      await ben.open("/");
      await openFromList(ben, addressOf(ana));
      isIntroduced = true;
    }
    const [speaker, listener] = who === "ana" ? [ana, ben] : [ben, ana];
    await say(speaker, text);
    await sent(speaker.page, text);
    if (isIntroduced) await listener.page.getByRole("log").getByText(text).waitFor();
  }
}

async function drawPhone({ page }: Person, other: Person): Promise<void> {
  await draw(page, "thread-phone");
  await page.getByRole("link", { name: "Back to the list" }).click();
  await say(other, ROPE);
  await page.getByRole("link", { name: new RegExp(ROPE) }).waitFor();
  await page.getByRole("button", { name: "Dismiss" }).click();
  await draw(page, "list-phone");
}

async function drawOffline(ana: Person): Promise<void> {
  await world.network.stop();
  await ana.page.getByText(/Can’t reach the XMTP network/).waitFor();
  await say(ana, "Packed. It leaves when the network is back.");
  await ana.page.getByText("Will be sent when the network is back").waitFor();
  await draw(ana.page, "offline");
}

async function drawLanding(): Promise<void> {
  for (const [name, options] of [
    ["landing", DESK],
    ["landing-phone", PHONE],
  ] as const) {
    const context = await browser.newContext({ baseURL: world.appUrl, ...options });
    const page = await context.newPage();
    await page.goto("/");
    await page.getByRole("button", { name: "Sign in with your wallet", disabled: false }).waitFor();
    await draw(page, name);
    await context.close();
  }
}

async function drawSignIn(): Promise<void> {
  const guest = await newPerson("guest", DESK);
  await guest.open("/");
  await guest.page.getByRole("button", { name: "Sign in with your wallet" }).click();
  await guest.page.getByRole("button", { name: "Lantern Wallet" }).click();
  await guest.page.getByRole("button", { name: "Sign to start" }).waitFor();
  await draw(guest.page, "sign-in");
  await guest.close();
}

/** A file for each scheme: `docs/<name>-light.png`, `docs/<name>-dark.png`. */
async function draw(page: Page, name: string): Promise<void> {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const file = path.join(DOCS, `${name}-${colorScheme}.png`);
    await page.screenshot({ path: file, caret: "hide", animations: "disabled" });
    process.stdout.write(`${path.relative(ROOT, file)}\n`);
  }
}

async function arrive(name: string, context: BrowserContextOptions): Promise<Person> {
  const person = await newPerson(name, context);
  await person.open("/");
  await signIn(person);
  return person;
}

/** The same people in every picture: their flags should not change from one release to the next. */
function newPerson(name: string, context: BrowserContextOptions): Promise<Person> {
  const key =
    `0x${Buffer.from(`parley screenshots ${name}`).toString("hex").padEnd(64, "7")}` as const;
  return createPerson(
    name,
    { profile: "private", context, accounts: [privateKeyToAccount(key)] },
    {
      appUrl: world.appUrl,
      dataDir: world.dataDir,
      browsers: {
        newContext: browser.newContext.bind(browser),
        openProfile: () => Promise.reject(new Error("Nobody in a picture keeps a profile")),
        onContext: () => {},
      },
    },
  );
}

/** Waits until the last message has left. */
async function sent(page: Page, text: string): Promise<void> {
  await composerOf(page).waitFor();
  const bubble = page.getByRole("log").getByRole("article").filter({ hasText: text }).last();
  await bubble.getByText("Sent", { exact: true }).waitFor();
}
