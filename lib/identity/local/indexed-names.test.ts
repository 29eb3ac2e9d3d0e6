import "fake-indexeddb/auto";
import { openDB } from "idb";
import { beforeEach, describe, expect, it } from "vitest";
import { parseAddress } from "../core/address.ts";
import type { InboxId } from "../core/ids.ts";
import { type KnownName, type NameRecord, NOTHING_TO_KEEP } from "../core/name-book-state.ts";
import type { EnsName } from "../core/names.ts";
import type { NameStore } from "../ports.ts";
import { indexedNames } from "./indexed-names.ts";

const OWN = "a".repeat(64) as InboxId;
const OTHER = "b".repeat(64) as InboxId;
const ANA = parseAddress(`0x${"1".repeat(40)}`);
const BEN = parseAddress(`0x${"2".repeat(40)}`);

const look = { name: "ana.eth" as EnsName, skeleton: "ana.eth", marks: [] };
const record: NameRecord = { address: ANA, found: look, checkedAtMs: 5, sinceMs: 3 };
const nameless: NameRecord = { address: BEN, checkedAtMs: 5, sinceMs: 5 };
const known: KnownName = { ...look, address: ANA, isTyped: true, sinceMs: 1, moved: { to: BEN } };

let store: NameStore;
let count = 0;

beforeEach(() => {
  store = indexedNames(`test-${++count}`);
});

describe("names in IndexedDB", () => {
  it("come back as they were kept, and to nobody but the inbox that learnt them", async () => {
    await store.save(OWN, { ...NOTHING_TO_KEEP, records: [record, nameless], known: [known] });
    expect(await store.load(OWN)).toEqual({ records: [record, nameless], known: [known] });
    expect(await store.load(OTHER)).toEqual({ records: [], known: [] });
  });

  it("lose what an older version kept for all accounts together, and keep what was known", async () => {
    const older = await openDB(`parley-names-test-${count}`, 1, {
      upgrade(database) {
        for (const name of ["records", "known"]) database.createObjectStore(name);
      },
    });
    await older.put("records", record, ANA);
    await older.put("known", known, [OWN, ANA]);
    older.close();
    expect(await store.load(OWN)).toEqual({ records: [], known: [known] });
    await store.save(OWN, { ...NOTHING_TO_KEEP, records: [record] });
    expect(await store.load(OWN)).toEqual({ records: [record], known: [known] });
  });

  it("are forgotten one by one, and with an inbox", async () => {
    await store.save(OWN, { ...NOTHING_TO_KEEP, records: [record, nameless], known: [known] });
    await store.save(OTHER, { ...NOTHING_TO_KEEP, records: [record], known: [known] });
    await store.save(OWN, { ...NOTHING_TO_KEEP, dropped: [BEN], forgotten: [ANA] });
    expect(await store.load(OWN)).toEqual({ records: [record], known: [] });
    await store.erase(OWN);
    expect(await store.load(OWN)).toEqual({ records: [], known: [] });
    expect(await store.load(OTHER)).toEqual({ records: [record], known: [known] });
  });

  it("are left out where something else stands in their place", async () => {
    await store.load(OWN);
    const raw = await openDB(`parley-names-test-${count}`);
    for (const wrong of [null, 7, { address: "ana" }, { ...record, found: { name: 1 } }])
      await raw.put("records", wrong, [OWN, JSON.stringify(wrong)]);
    await raw.put("known", { ...known, isTyped: "yes" }, [OWN, "x"]);
    raw.close();
    expect(await store.load(OWN)).toEqual({ records: [], known: [] });
  });
});
