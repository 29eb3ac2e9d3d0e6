import { expect, it } from "vitest";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { FakeFiles } from "@/tests/fakes/fake-files.ts";
import { memoryShipments } from "@/tests/fakes/memory-stores.ts";
import type { Shipment } from "../core/shipment.ts";
import { eraseShipped } from "./erase-shipped.ts";

const ANA = "a".repeat(64) as InboxId;
const CARO = "c".repeat(64) as InboxId;

function waiting(id: string): Shipment {
  const file = { id, fileName: id, mimeType: "", sizeBytes: 1, stage: { kind: "chosen" } } as const;
  const thread = `dm:${"b".repeat(64)}` as const;
  return { key: `of ${id}`, thread, startedAtMs: 0, files: [file], isWritten: false };
}

it("leaves nothing of what an inbox was sending, and all that another one sends", async () => {
  const device = memoryShipments();
  const files = new FakeFiles();
  for (const [inboxId, id] of [
    [ANA, "hers"],
    [CARO, "other"],
  ] as const) {
    await device.shipments.put(inboxId, waiting(id));
    await device.withdrawals.put(inboxId, { key: id, cid: id, contentDigest: id });
    await device.names.put(inboxId, { cid: id, fileName: id, mimeType: "" });
    files.kept.set(id, { bytes: new Uint8Array(1), fileName: id, mimeType: "" });
  }
  await eraseShipped(ANA, { ...device, sealedFiles: files.sealedFiles });
  expect([...files.kept.keys()]).toEqual(["other"]);
  expect(await device.shipments.load(ANA)).toEqual([]);
  expect(await device.names.load(ANA)).toEqual([]);
  expect(await device.shipments.load(CARO)).toHaveLength(1);
  expect(await device.names.load(CARO)).toHaveLength(1);
  expect(await device.withdrawals.load(ANA)).toEqual([]);
  expect(await device.withdrawals.load(CARO)).toHaveLength(1);
});
