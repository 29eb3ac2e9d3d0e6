import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Page } from "@playwright/test";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { SearchIndex } from "@/lib/search/core/search-index.ts";
import { signIn } from "../../tests/e2e/harness/at-parley.ts";
import { history, search } from "../../tests/e2e/harness/words.ts";
import { createCorpus } from "../lib/corpus.ts";
import { type Finding, median, percentile, scenario } from "../lib/measure.ts";
import { type BenchWorld, inBenchWorld } from "./bench-world.ts";
import { makeBigArchive } from "./big-archive.ts";

const MESSAGES = 100_000;
const QUERIES = 60;
const SCANS = 15;
const SLOW_MS = 1_200_000;

type Texts = { texts: string[]; queries: string[] };

function makeTexts(): Texts {
  const corpus = createCorpus();
  const texts = Array.from({ length: MESSAGES }, () => corpus.text());
  const begun = (word: string) => word.slice(0, 3);
  const kinds = [
    () => corpus.word(),
    () => begun(corpus.word()),
    () => `${corpus.word()} ${begun(corpus.word())}`,
    () => corpus.pair(),
  ];
  const queries = Array.from({ length: QUERIES }, (_, n) => kinds[n % kinds.length]?.() ?? "");
  return { texts, queries };
}

/** Somebody with all these messages on this device. */
async function withHistory({ person, apiUrl }: BenchWorld, texts: string[]): Promise<Page> {
  const privateKey = generatePrivateKey();
  const archive = await makeBigArchive(texts, { apiUrl, privateKey });
  const ana = await person("Ana", { accounts: [privateKeyToAccount(privateKey)] });
  const { page } = ana;
  await ana.open("/");
  await signIn(ana);
  await page.goto("/settings/history");
  await page.getByLabel(history.restore.file, { exact: true }).setInputFiles({
    name: "parley.archive",
    mimeType: "application/octet-stream",
    buffer: archive.file,
  });
  await page.getByLabel(history.restore.words, { exact: true }).fill(archive.words);
  await page.getByRole("button", { name: history.restore.action, exact: true }).click();
  await page.getByText(/messages were restored/).waitFor({ timeout: SLOW_MS });
  return page;
}

/** Reads everything anew: from the first key pressed until nothing is missing. */
async function measureBuild(page: Page): Promise<number> {
  await page.evaluate(async () => {
    for (const { name = "" } of await indexedDB.databases()) {
      if (name.startsWith("parley-search-")) indexedDB.deleteDatabase(name);
    }
  });
  await page.reload();
  const label = search.reading.split(":")[0] ?? "";
  await page.getByRole("combobox", { name: search.label }).fill("zz");
  return page.evaluate(async (reading) => {
    const isReading = () => document.body.textContent.includes(reading);
    const startedAt = await window.whenThere(isReading);
    return (await window.whenThere(() => !isReading())) - startedAt;
  }, label);
}

/** From the key that ends the word to the first message on the screen. */
function measureQuery(page: Page, query: string): Promise<number | undefined> {
  return page.evaluate(async (words) => {
    const field = document.querySelector<HTMLInputElement>("search input");
    const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
    const write = (text: string) => {
      setValue?.call(field, text);
      field?.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const isFound = () => document.querySelector("[data-found-message]");
    const isNothing = () => document.body.textContent.includes(`“${words}”`);
    write("");
    await window.whenThere(() => !isFound() && !isNothing());
    const startedAt = performance.now();
    write(words);
    const endedAt = await window.whenThere(() => isFound() || isNothing());
    return isNothing() ? undefined : endedAt - startedAt;
  }, query);
}

/** The floor: a look at every text, folded on the way, with nothing drawn. */
function measureScan(page: Page, { texts, queries }: Texts): Promise<number[]> {
  return page.evaluate(
    ([all, asked]) => {
      const fold = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
      return asked.map((query) => {
        const startedAt = performance.now();
        const words = fold(query).split(" ");
        all.filter((text) => {
          const folded = fold(text);
          return words.every((word) => folded.includes(word));
        });
        return performance.now() - startedAt;
      });
    },
    [texts, queries.slice(0, SCANS)] as const,
  );
}

/** What the index takes in memory; the floor is the texts alone. */
function measureMemory(texts: readonly string[]): Finding {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const usedMb = () => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return (heapUsed + arrayBuffers) / 1_000_000;
  };
  const before = usedMb();
  const copies = texts.map((text) => Buffer.from(text).toString());
  const withTexts = usedMb();
  const index = new SearchIndex();
  copies.forEach((text, n) => {
    const id = n.toString(16).padStart(64, "0") as never;
    index.add([{ id, thread: `dm:${n % 20}`, sentAtMs: n, text }]);
  });
  index.settle();
  const withIndex = usedMb();
  if (index.count !== copies.length) throw new Error("Not everything is in the index");
  return { value: withIndex - withTexts, floor: withTexts - before };
}

/** Looking for words among a hundred thousand messages. */
export const appSearch = scenario({
  rows: [
    { name: "messenger.search-100000.first-result.p50", unit: "ms", goal: 100, better: "less" },
    { name: "messenger.search-100000.first-result.p95", unit: "ms", goal: 100, better: "less" },
    { name: "messenger.search-100000.index-build", unit: "ms", better: "less" },
    { name: "messenger.search-100000.index-memory", unit: "MB", better: "less" },
  ],
  run: async (log) => {
    const made = makeTexts();
    const memory = measureMemory(made.texts);
    return inBenchWorld(async (bench) => {
      log(`restoring ${MESSAGES} messages; this takes minutes`);
      const page = await withHistory(bench, made.texts);
      log("reading them into the index");
      const build = await measureBuild(page);
      log(`looking for ${QUERIES} things`);
      const found: number[] = [];
      for (const query of made.queries) {
        const tookMs = await measureQuery(page, query);
        if (tookMs !== undefined) found.push(tookMs);
      }
      const scans = await measureScan(page, made);
      log(`${found.length} of ${QUERIES} were found`);
      return {
        "messenger.search-100000.first-result.p50": {
          value: median(found),
          floor: median(scans),
        },
        "messenger.search-100000.first-result.p95": {
          value: percentile(found, 0.95),
          floor: percentile(scans, 0.95),
        },
        "messenger.search-100000.index-build": { value: build },
        "messenger.search-100000.index-memory": memory,
      };
    });
  },
});
