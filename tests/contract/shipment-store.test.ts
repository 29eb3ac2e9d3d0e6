import "fake-indexeddb/auto";
import { openDB } from "idb";
import { expect, it } from "vitest";
import { indexedShipments } from "@/lib/attachments/local/indexed-shipments.ts";
import { indexedWithdrawals } from "@/lib/attachments/local/indexed-withdrawals.ts";
import { memoryShipments } from "../fakes/memory-stores.ts";
import { ANA, SHIPMENT, shipmentStoreContract } from "./shipment-store-contract.ts";

let databases = 0;

shipmentStoreContract("memory", memoryShipments);
shipmentStoreContract("IndexedDB", () => {
  const name = `test-${databases++}`;
  return { ...indexedShipments(name), withdrawals: indexedWithdrawals(name) };
});

it.each([
  ["garbage"],
  [{ ...SHIPMENT, files: [] }],
  [{ ...SHIPMENT, thread: "elsewhere" }],
  [{ ...SHIPMENT, files: [{ ...SHIPMENT.files[0], stage: { kind: "sealed", sealed: {} } }] }],
])("IndexedDB gives nothing that can't go on: %j", async (kept) => {
  const name = `test-${databases++}`;
  const { shipments } = indexedShipments(name);
  await shipments.put(ANA, SHIPMENT);
  const db = await openDB(`parley-shipments-${name}`);
  await db.put("shipments", kept, [ANA, "broken"]);
  db.close();
  expect(await shipments.load(ANA)).toEqual([SHIPMENT]);
});
