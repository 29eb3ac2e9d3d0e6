import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "@playwright/test";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { createHeadlessClient, type HeadlessClient } from "../../local-stack/testing/index.ts";
import { signIn } from "../../tests/e2e/harness/at-parley.ts";
import type { Person } from "../../tests/e2e/harness/person.ts";
import { history } from "../../tests/e2e/harness/words.ts";
import { archivedLife, writeProductArchive } from "./archived-life.ts";
import type { BenchWorld } from "./bench-world.ts";
import { writeArchive } from "./write-archive.ts";

type Hex = `0x${string}`;
type Size = { dms: number; groups: number; messages: number };

/** Ana, whose inbox is full, and the raw SDK as another device of the same inbox. */
export type FullInbox = {
  ana: Person;
  raw: Page;
  privateKey: Hex;
  /** Writes in one of the groups. */
  friendWrites: (text: string) => Promise<void>;
};

const SLOW_MS = 900_000;
const ARCHIVE_KEY = new Uint8Array(32).fill(7);
const AT_ONCE = 4;

/**
 * An inbox with so many conversations, live on the network, and a group with so many messages, from
 * an archive: that group is the last in the list.
 */
export async function fillInbox(
  bench: BenchWorld,
  { dms, groups, messages }: Size,
): Promise<FullInbox> {
  const privateKey = generatePrivateKey();
  const { apiUrl } = bench;
  const ana = await bench.person("Ana", { accounts: [privateKeyToAccount(privateKey)] });
  ana.page.setDefaultTimeout(SLOW_MS);
  await ana.open("/");
  await signIn(ana);
  const raw = await bench.rawPage();
  raw.setDefaultTimeout(SLOW_MS);
  await raw.evaluate((given) => window.raw.firstSignIn(given), { apiUrl, privateKey });

  await ana.page.goto("about:blank");
  // What another device of one's own begins is welcome; what others begin would be requests.
  const tablet = await createHeadlessClient({ url: apiUrl, privateKey });
  await meetPeople(tablet, { apiUrl, count: dms });
  const friend = await createHeadlessClient({ url: apiUrl });
  await beginGroups(tablet, friend, groups - 1);
  tablet.close();
  await friend.client.conversations().sync();
  const [first] = friend.client.conversations().list();

  await ana.page.goto("/");
  await ana.page.evaluate(allRows, dms + groups - 1);
  await Promise.all([
    restore(bench, ana, { ownInboxId: tablet.inboxId, messages }),
    takeIn(bench, raw, { ownInboxId: tablet.inboxId, messages }),
  ]);
  return {
    ana,
    raw,
    privateKey,
    friendWrites: async (text) => void (await first.conversation.sendText(text)),
  };
}

/** Runs in the page: the list says how many rows it has, though it draws only those in view. */
function allRows(count: number): Promise<number> {
  const list = () => document.querySelector("nav [data-thread]")?.closest("ul, ol");
  return window.whenThere(() => (list()?.getBoundingClientRect().height ?? 0) >= count * 60);
}

async function meetPeople(
  { client }: HeadlessClient,
  { apiUrl, count }: { apiUrl: string; count: number },
): Promise<void> {
  let met = 0;
  const meet = async () => {
    while (met < count) {
      const turn = met++;
      const somebody = await createHeadlessClient({ url: apiUrl });
      const dm = await client.conversations().createDmByInboxId(somebody.inboxId);
      await dm.sendText(`hello, number ${turn}`);
      somebody.close();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, meet));
}

async function beginGroups(
  { client }: HeadlessClient,
  friend: HeadlessClient,
  count: number,
): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) {
    const group = await client
      .conversations()
      .createGroupByInboxIds([friend.inboxId], { groupName: `crew ${turn}` });
    await group.sendText(`welcome aboard, crew ${turn}`);
  }
}

type Long = { ownInboxId: string; messages: number };

/** The way people do, in the settings. */
async function restore(
  { world }: BenchWorld,
  { page }: Person,
  { ownInboxId, messages }: Long,
): Promise<void> {
  const { file, words } = writeProductArchive(ownInboxId, { groups: 1, messages });
  const saved = path.join(world.dataDir, "parley.archive");
  await writeFile(saved, file);
  await page.goto("/settings/history");
  await page.getByLabel(history.restore.file, { exact: true }).setInputFiles(saved);
  await page.getByLabel(history.restore.words, { exact: true }).fill(words);
  await page.getByRole("button", { name: history.restore.action, exact: true }).click();
  await page.getByText(/messages were restored/).waitFor();
}

async function takeIn(
  { world }: BenchWorld,
  raw: Page,
  { ownInboxId, messages }: Long,
): Promise<void> {
  const groups = archivedLife(ownInboxId, { groups: 1, messages });
  const saved = path.join(world.dataDir, "raw.archive");
  await writeFile(saved, writeArchive({ key: ARCHIVE_KEY, ownInboxId, groups }));
  await raw.locator("#archive").setInputFiles(saved);
  await raw.evaluate((key) => window.raw.importArchive(key), [...ARCHIVE_KEY]);
  await raw.evaluate(() => window.raw.syncAll());
}
