import "fake-indexeddb/auto";
import { openDB } from "idb";
import { describe, expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { indexedTransfers } from "@/lib/transfers/local/indexed-transfers.ts";
import { memoryTransfers } from "../fakes/memory-transfers.ts";

const ANA = "a".repeat(64) as InboxId;
const BEN = "b".repeat(64) as InboxId;
const SENT = {
  key: "sent",
  id: 7,
  peer: BEN,
  name: "film.mkv",
  sizeBytes: 9,
  mimeType: "video/x-matroska",
  head: "0".repeat(64),
  touchedAtMs: 1,
};
const RECEIVED = { ...SENT, key: "received", savedAtMs: 2, isComplete: true };

let databases = 0;

describe.each([
  ["memory", memoryTransfers],
  ["IndexedDB", () => indexedTransfers(`test-${databases++}`)],
])("records of files that go straight to another device, in %s", (_, open) => {
  it("are kept for each inbox, changed, removed and erased", async () => {
    const records = open();
    expect(await records.load(ANA)).toEqual({ sent: [], received: [] });
    await records.putSent(ANA, SENT);
    await records.putReceived(ANA, { ...RECEIVED, isComplete: false });
    await records.putReceived(ANA, RECEIVED);
    await records.putReceived(BEN, { ...RECEIVED, key: "of Ben" });
    expect(await records.load(ANA)).toEqual({ sent: [SENT], received: [RECEIVED] });
    expect((await records.receivedKeys()).sort()).toEqual(["of Ben", "received"]);
    await records.remove(ANA, "sent");
    expect(await records.load(ANA)).toEqual({ sent: [], received: [RECEIVED] });
    await records.erase(ANA);
    expect(await records.load(ANA)).toEqual({ sent: [], received: [] });
    expect(await records.receivedKeys()).toEqual(["of Ben"]);
  });
});

it.each([
  ["garbage"],
  [{ way: "in", record: SENT }],
  [{ way: "sideways", record: RECEIVED }],
  [{ way: "out", record: { ...SENT, sizeBytes: -1 } }],
  [{ way: "out", record: { ...SENT, head: "short" } }],
])("IndexedDB gives nothing that can’t go on: %j", async (kept) => {
  const name = `test-${databases++}`;
  const records = indexedTransfers(name);
  await records.putSent(ANA, SENT);
  const db = await openDB(`parley-transfers-${name}`);
  await db.put("transfers", kept, [ANA, "broken"]);
  db.close();
  expect(await records.load(ANA)).toEqual({ sent: [SENT], received: [] });
});
