import "fake-indexeddb/auto";
import { openDB } from "idb";
import { expect, it } from "vitest";
import { UNREADABLE } from "@/lib/transactions/core/run.ts";
import { indexedRuns } from "@/lib/transactions/local/indexed-runs.ts";
import { memoryRuns } from "../fakes/memory-stores.ts";
import { ANA, MESSAGE, runStoreContract } from "./run-store-contract.ts";

let databases = 0;

runStoreContract("memory", memoryRuns);
runStoreContract("IndexedDB", () => indexedRuns(`test-${databases++}`));

it.each([
  ["garbage"],
  [{ steps: "none", isBusy: false }],
  [{ steps: [{ kind: "dreamt" }], isBusy: false }],
  [{ steps: [{ kind: "sent", hash: "0x1" }], isBusy: false }],
])("IndexedDB does not take %j for nothing: something was begun", async (kept) => {
  const name = `test-${databases++}`;
  const store = indexedRuns(name);
  await store.load(ANA, MESSAGE);
  const db = await openDB(`parley-runs-${name}`);
  await db.put("runs", kept, [ANA, MESSAGE]);
  db.close();
  expect(await store.load(ANA, MESSAGE)).toEqual(UNREADABLE);
});
