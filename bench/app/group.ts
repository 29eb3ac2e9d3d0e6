import type { Page } from "@playwright/test";
import { createHeadlessClient, type HeadlessClient } from "../../local-stack/testing/index.ts";
import { signIn } from "../../tests/e2e/harness/at-parley.ts";
import { group, inbox } from "../../tests/e2e/harness/words.ts";
import { type Finding, scenario } from "../lib/measure.ts";
import { type BenchWorld, inBenchWorld } from "./bench-world.ts";

/** With who makes it, as many as a group can hold. */
const OTHERS = 249;
const SLOW_MS = 180_000;

type Crowd = { addresses: `0x${string}`[]; inboxIds: string[] };

/** So many people with an inbox, and one more who stays to make a group of their own. */
async function gather(apiUrl: string): Promise<{ crowd: Crowd; host: HeadlessClient }> {
  const crowd: Crowd = { addresses: [], inboxIds: [] };
  for (let turn = 0; turn < OTHERS; turn += 1) {
    const somebody = await createHeadlessClient({ url: apiUrl });
    crowd.addresses.push(somebody.address);
    crowd.inboxIds.push(somebody.inboxId);
    somebody.close();
  }
  return { crowd, host: await createHeadlessClient({ url: apiUrl }) };
}

/** What libxmtp itself takes to make a group of them. */
async function rawCreation(host: HeadlessClient, { inboxIds }: Crowd): Promise<number> {
  const startedAt = performance.now();
  await host.client.conversations().createGroupByInboxIds(inboxIds, {});
  return performance.now() - startedAt;
}

/** Makes the group in the app; how long until one can write in it, and until everybody is in it. */
async function makeGroup(page: Page, { addresses }: Crowd) {
  await page.getByRole("button", { name: inbox.newMessage }).first().click();
  await page.getByRole("button", { name: group.create.way }).click();
  await page.getByLabel(group.create.name).fill("Everybody");
  const chosen = page.getByRole("list", { name: group.picker.chosen }).getByRole("listitem");
  await pasteInto(page, group.picker.label, addresses.join("\n"));
  await chosen.nth(OTHERS - 1).waitFor({ timeout: SLOW_MS });
  return page.evaluate(async (submit) => {
    const button = [...document.querySelectorAll("button")].find(
      ({ textContent }) => textContent === submit,
    );
    const startedAt = performance.now();
    button?.click();
    const openMs = (await window.whenThere(() => document.querySelector("textarea"))) - startedAt;
    const log = () => document.querySelector('[role="log"]')?.textContent ?? "";
    const addedMs = (await window.whenThere(() => log().includes("You added 249"))) - startedAt;
    return { openMs, addedMs };
  }, group.create.submit);
}

async function pasteInto(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label).evaluate((field, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text", pasted);
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
  }, text);
}

/** From the press on "See everybody" to the first row of the list of members. */
function openMembers(page: Page): Promise<number> {
  return page.evaluate(async (everybody) => {
    const button = [...document.querySelectorAll("button")].find(
      ({ textContent }) => textContent === everybody,
    );
    const startedAt = performance.now();
    button?.click();
    const shownAt = await window.whenThere(() => document.querySelector("dialog [aria-setsize]"));
    return shownAt - startedAt;
  }, group.details.everybody);
}

async function measure(
  { person, apiUrl }: BenchWorld,
  log: (line: string) => void,
): Promise<{ open: Finding; added: Finding; members: Finding }> {
  log(`${OTHERS + 1} people get an inbox; this takes a minute or two`);
  const { crowd, host } = await gather(apiUrl);
  const ana = await person("Ana", { context: { viewport: { width: 1440, height: 900 } } });
  await ana.open("/");
  await signIn(ana);
  log("the group is made");
  const { openMs, addedMs } = await makeGroup(ana.page, crowd);
  const membersMs = await openMembers(ana.page);
  const floor = await rawCreation(host, crowd);
  host.close();
  return {
    open: { value: openMs },
    added: { value: addedMs, floor },
    members: { value: membersMs },
  };
}

/** A group as large as XMTP has them; the floor is the engine alone, in Node. */
export const appGroup = scenario({
  rows: [
    { name: "messenger.group-250.open", unit: "ms", goal: 100, better: "less" },
    { name: "messenger.group-250.all-added", unit: "ms", goal: 10_000, better: "less" },
    { name: "messenger.group-250.member-list", unit: "ms", goal: 100, better: "less" },
  ],
  run: (log) =>
    inBenchWorld(async (bench) => {
      const { open, added, members } = await measure(bench, log);
      return {
        "messenger.group-250.open": open,
        "messenger.group-250.all-added": added,
        "messenger.group-250.member-list": members,
      };
    }),
});
