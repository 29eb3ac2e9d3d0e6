import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "@playwright/test";
import { generatePrivateKey, privateKeyToAddress } from "viem/accounts";
import { createHeadlessClient, type HeadlessClient } from "../../local-stack/testing/index.ts";
import { addressOf, say, signIn, writeTo } from "../../tests/e2e/harness/at-parley.ts";
import type { Person } from "../../tests/e2e/harness/person.ts";
import { history, settings } from "../../tests/e2e/harness/words.ts";
import { type Finding, median, scenario } from "../lib/measure.ts";
import { watchMemory } from "../lib/memory.ts";
import { archivedLife, writeProductArchive } from "./archived-life.ts";
import { type BenchWorld, inBenchWorld } from "./bench-world.ts";
import { writeArchive } from "./write-archive.ts";

const LIFE = { groups: 100, messages: 100_000 };
const MANY = { groups: 1_000, messages: 2_000 };
const RESTARTS = 3;
const SLOW_MS = 900_000;
const KEY = new Uint8Array(32).fill(7);

/** The inbox of an address that has never been on another one. */
function inboxIdOf({ libxmtp }: HeadlessClient, address: string): string {
  const identifierKind = libxmtp.IdentifierKind.Ethereum;
  return libxmtp.generateInboxId({ identifier: address.toLowerCase(), identifierKind });
}

/** Somebody new, with an archive of theirs in the form of the settings, ready to be restored. */
async function arrive(bench: BenchWorld, peer: HeadlessClient, size: typeof LIFE): Promise<Person> {
  const ana = await bench.person("Ana");
  const { page } = ana;
  page.setDefaultTimeout(SLOW_MS);
  await ana.open("/");
  await signIn(ana);
  await writeTo(ana, peer.address);
  await say(ana, "warm-up");
  await page.getByRole("log").getByText("Sent", { exact: true }).waitFor();
  const { file, words } = writeProductArchive(inboxIdOf(peer, addressOf(ana)), size);
  const saved = path.join(bench.world.dataDir, `${addressOf(ana)}.archive`);
  await writeFile(saved, file);
  await toHistory(page);
  await page.getByLabel(history.restore.file, { exact: true }).setInputFiles(saved);
  await page.getByLabel(history.restore.words, { exact: true }).fill(words);
  return ana;
}

/** In a page that is loaded anew and has its engine: the devices show once the client is open. */
async function toHistory(page: Page): Promise<void> {
  await page.goto("/settings/devices");
  await page.getByText(settings.devices.this).waitFor();
  await page.getByRole("link", { name: settings.sections.history }).click();
}

/** Presses a button and waits for what it says at the end; how long that took. */
function press(page: Page, button: string, ending: string): Promise<number> {
  return page.evaluate(
    async ([name, words]) => {
      const buttons = [...document.querySelectorAll("button")];
      const startedAt = performance.now();
      buttons.find(({ textContent }) => textContent === name)?.click();
      const isThere = () => document.body.textContent?.includes(words as string);
      return (await window.whenThere(isThere)) - startedAt;
    },
    [button, ending] as const,
  );
}

/** What is said at the end: the store holds so many more than at the beginning. */
function restored({ messages }: typeof LIFE, meanwhile = 0): string {
  return `${(messages + meanwhile).toLocaleString("en")} messages were restored.`;
}

/** Answers in the open conversation while the engine has other things to do. */
async function sendMeanwhile(ana: Person, peer: HeadlessClient): Promise<number> {
  await ana.page
    .getByRole("link", { name: new RegExp(peer.address.slice(0, 6)) })
    .first()
    .click();
  const startedAt = performance.now();
  await say(ana, "meanwhile");
  const bubble = ana.page.getByRole("log").getByRole("article").filter({ hasText: "meanwhile" });
  await bubble.getByText("Sent", { exact: true }).waitFor();
  const tookMs = performance.now() - startedAt;
  await ana.page.goBack();
  return tookMs;
}

type Cost = { ms: number; memoryMb: number };
type Costs = { restore: Cost; save: Cost };

/** It takes minutes: what is known already is said on the way. */
type Log = (line: string) => void;

function tell(log: Log, what: string, { ms, memoryMb }: Cost): void {
  log(`  ${what} in ${Math.round(ms / 1_000)} s, with ${Math.round(memoryMb)} MB`);
}

async function measureOurs(bench: BenchWorld, peer: HeadlessClient, log: Log) {
  const ana = await arrive(bench, peer, LIFE);
  const { page } = ana;
  let memory = await watchMemory(page);
  const restoring = press(page, history.restore.action, restored(LIFE, 1));
  await page.getByRole("progressbar").waitFor();
  const meanwhileMs = await sendMeanwhile(ana, peer);
  const restore = { ms: await restoring, memoryMb: memory.stop() };
  tell(log, "restored", restore);
  await toHistory(page);
  memory = await watchMemory(page);
  const saveMs = await press(page, history.save.action, "The archive holds");
  const save = { ms: saveMs, memoryMb: memory.stop() };
  tell(log, "saved", save);
  await ana.close();
  return { restore, save, meanwhileMs };
}

async function openRaw(bench: BenchWorld, peer: HeadlessClient, size: typeof LIFE) {
  const privateKey = generatePrivateKey();
  const page = await bench.rawPage();
  page.setDefaultTimeout(SLOW_MS);
  await page.evaluate((given) => window.raw.firstSignIn(given), {
    apiUrl: bench.apiUrl,
    privateKey,
  });
  const ownInboxId = inboxIdOf(peer, privateKeyToAddress(privateKey));
  const groups = archivedLife(ownInboxId, size);
  const saved = path.join(bench.world.dataDir, `${ownInboxId}.archive`);
  await writeFile(saved, writeArchive({ key: KEY, ownInboxId, groups }));
  await page.locator("#archive").setInputFiles(saved);
  return { page, privateKey };
}

/** The SDK alone, with everything in one piece. */
async function measureRaw(bench: BenchWorld, peer: HeadlessClient, log: Log): Promise<Costs> {
  const { page, privateKey } = await openRaw(bench, peer, LIFE);
  const key = [...KEY];
  let memory = await watchMemory(page);
  const restoreMs = await page.evaluate((given) => window.raw.importArchive(given), key);
  const restore = { ms: restoreMs, memoryMb: memory.stop() };
  tell(log, "restored", restore);
  await page.reload();
  const network = { apiUrl: bench.apiUrl, privateKey };
  await page.evaluate((given) => window.raw.returningSignIn(given), network);
  memory = await watchMemory(page);
  const saveMs = await page.evaluate((given) => window.raw.createArchive(given), key);
  const save = { ms: saveMs, memoryMb: memory.stop() };
  tell(log, "saved", save);
  await page.context().close();
  return { restore, save };
}

/** Coming back to 1,000 conversations after the browser was closed. */
async function measureReturning(bench: BenchWorld, peer: HeadlessClient): Promise<Finding> {
  const ana = await arrive(bench, peer, MANY);
  await press(ana.page, history.restore.action, restored(MANY));
  const raw = await openRaw(bench, peer, MANY);
  await raw.page.evaluate((given) => window.raw.importArchive(given), [...KEY]);
  const network = { apiUrl: bench.apiUrl, privateKey: raw.privateKey };
  const restarts: number[] = [];
  const rawRestarts: number[] = [];
  for (let turn = 0; turn < RESTARTS; turn += 1) {
    await ana.restartBrowser();
    await ana.page.goto("/", { waitUntil: "commit" });
    restarts.push(
      await ana.page.evaluate(() =>
        window.whenThere(() => document.querySelector("[data-thread]")),
      ),
    );
    await raw.page.reload({ waitUntil: "commit" });
    await raw.page.waitForFunction(() => window.raw !== undefined, undefined, { polling: 1 });
    rawRestarts.push(
      await raw.page.evaluate((given) => window.raw.returningSignIn(given), network),
    );
  }
  await ana.close();
  await raw.page.context().close();
  return { value: median(restarts), floor: median(rawRestarts) };
}

/** Coming back to 1,000 conversations; the floor is the raw SDK that opens its client and lists them. */
export const devicesReturning = scenario({
  rows: [{ name: "devices.returning-1000.list", unit: "ms", goal: 400, better: "less" }],
  run: (log) =>
    inBenchWorld(async (bench) => {
      const peer = await createHeadlessClient({ url: bench.apiUrl });
      log("coming back to 1,000 conversations");
      const returning = await measureReturning(bench, peer);
      peer.close();
      return { "devices.returning-1000.list": returning };
    }),
});

/** What a device takes in and hands on; the floors are the raw SDK with the same messages. */
export const devicesArchive = scenario({
  rows: [
    { name: "devices.archive-100000.restore-time", unit: "ms", better: "less" },
    { name: "devices.archive-100000.restore-memory", unit: "MB", better: "less" },
    { name: "devices.archive-100000.send-meanwhile", unit: "ms", goal: 3_000, better: "less" },
    { name: "devices.archive-100000.save-time", unit: "ms", better: "less" },
    { name: "devices.archive-100000.save-memory", unit: "MB", better: "less" },
  ],
  run: (log) =>
    inBenchWorld(async (bench) => {
      const peer = await createHeadlessClient({ url: bench.apiUrl });
      log("100,000 messages are restored and saved; this takes minutes");
      const ours = await measureOurs(bench, peer, log);
      log("the same by the SDK alone; this takes minutes");
      const raw = await measureRaw(bench, peer, log);
      peer.close();
      return {
        "devices.archive-100000.restore-time": { value: ours.restore.ms, floor: raw.restore.ms },
        "devices.archive-100000.restore-memory": {
          value: ours.restore.memoryMb,
          floor: raw.restore.memoryMb,
        },
        // The SDK alone sends nothing before it is done.
        "devices.archive-100000.send-meanwhile": {
          value: ours.meanwhileMs,
          floor: raw.restore.ms,
        },
        "devices.archive-100000.save-time": { value: ours.save.ms, floor: raw.save.ms },
        "devices.archive-100000.save-memory": {
          value: ours.save.memoryMb,
          floor: raw.save.memoryMb,
        },
      };
    }),
});
