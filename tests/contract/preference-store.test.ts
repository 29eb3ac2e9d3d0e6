import "fake-indexeddb/auto";
import { openDB } from "idb";
import { expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { indexedPreferences } from "@/lib/preferences/local/indexed-preferences.ts";
import { memoryPreferences } from "../fakes/memory-stores.ts";
import { preferenceStoreContract } from "./preference-store-contract.ts";

const ANA = "a".repeat(64) as InboxId;
let databases = 0;

preferenceStoreContract("memory", memoryPreferences);
preferenceStoreContract("IndexedDB", () => indexedPreferences(`test-${databases++}`));

it.each([
  ["no setting at all", "garbage"],
  ["about nothing", { about: "tea", name: "draft", value: "x", setAtMs: 1, setBy: "t" }],
  ["of an unknown name", { about: "dm:a", name: "colour", value: "x", setAtMs: 1, setBy: "t" }],
  ["of another kind", { about: "dm:a", name: "draft", value: 7, setAtMs: 1, setBy: "t" }],
  ["without a time", { about: "app", name: "playsSound", value: true, setBy: "t" }],
  ["unheard of", { about: "app", name: "notificationDetail", value: "x", setAtMs: 1, setBy: "t" }],
])("IndexedDB does not read as ours what is %s, and writes over it", async (_, kept) => {
  const name = `test-${databases++}`;
  const store = indexedPreferences(name);
  const whole = { about: "app", name: "playsSound", value: false, setAtMs: 1, setBy: "t" } as const;
  await store.save(ANA, [whole]);
  const db = await openDB(`parley-preferences-${name}`);
  await db.put("settings", kept, [ANA, "dm:a", "draft", 0, "t"]);
  db.close();
  expect(await store.load(ANA)).toEqual([whole]);
  const draft = { about: "dm:a", name: "draft", value: "x", setAtMs: 0, setBy: "t" } as const;
  await store.save(ANA, [draft]);
  expect(await store.load(ANA)).toEqual(expect.arrayContaining([whole, draft]));
});
