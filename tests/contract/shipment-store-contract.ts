import { describe, expect, it } from "vitest";
import type { Shipment } from "@/lib/attachments/core/shipment.ts";
import type { ArchivedNames, ShipmentStore, WithdrawalStore } from "@/lib/attachments/ports.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessageId } from "@/lib/messaging/core/records.ts";

export const ANA = "a".repeat(64) as InboxId;
const BEN = "b".repeat(64) as InboxId;

const sealed = {
  key: "f1",
  cid: "bafkrei",
  contentDigest: "d",
  secret: "s",
  salt: "a",
  nonce: "n",
  sealedBytes: 120,
  preview: { mimeType: "image/png", waveform: [1, 2] },
};

export const SHIPMENT: Shipment = {
  key: "m1",
  thread: "dm:bo",
  replyTo: { id: "answered" as MessageId },
  startedAtMs: 1,
  files: [
    {
      id: "f1",
      fileName: "a.png",
      mimeType: "image/png",
      sizeBytes: 100,
      stage: { kind: "sealed", sealed },
    },
    { id: "f2", fileName: "", mimeType: "", sizeBytes: 0, stage: { kind: "chosen" } },
  ],
  isWritten: false,
};

/** What every store of messages with files promises. */
export function shipmentStoreContract(
  name: string,
  open: () => { shipments: ShipmentStore; names: ArchivedNames; withdrawals: WithdrawalStore },
): void {
  describe(`${name} as a store of shipments`, () => {
    it("gives back what it was given last, of each account its own, until it is removed", async () => {
      const { shipments } = open();
      await shipments.put(ANA, { ...SHIPMENT, isWritten: true });
      await shipments.put(ANA, SHIPMENT);
      await shipments.put(ANA, { ...SHIPMENT, key: "m2", startedAtMs: 2 });
      await shipments.put(BEN, { ...SHIPMENT, key: "m3" });
      expect(await shipments.load(ANA)).toEqual([
        SHIPMENT,
        { ...SHIPMENT, key: "m2", startedAtMs: 2 },
      ]);
      expect((await shipments.fileIds()).sort()).toEqual(["f1", "f1", "f1", "f2", "f2", "f2"]);
      await shipments.remove(ANA, "m1");
      await shipments.erase(BEN);
      expect((await shipments.load(ANA)).map(({ key }) => key)).toEqual(["m2"]);
      expect(await shipments.load(BEN)).toEqual([]);
    });

    it("keeps what the server has yet to be told, for each account, until it is removed", async () => {
      const { withdrawals } = open();
      const [one, two] = ["one", "two"].map((cid) => ({ key: cid, cid, contentDigest: "d" }));
      if (!one || !two) throw new Error("there are two");
      for (const each of [one, two, one]) await withdrawals.put(ANA, each);
      await withdrawals.put(BEN, one);
      expect(await withdrawals.load(ANA)).toEqual([one, two]);
      await withdrawals.remove(ANA, "one");
      expect(await withdrawals.load(ANA)).toEqual([two]);
      await withdrawals.erase(BEN);
      expect(await withdrawals.load(BEN)).toEqual([]);
    });

    it("knows what was archived under which name, for each account", async () => {
      const { names } = open();
      const name = { cid: "bafkrei", fileName: "a.png", mimeType: "image/png" };
      await names.put(ANA, { ...name, fileName: "old.png" });
      await names.put(ANA, name);
      await names.put(BEN, name);
      expect(await names.load(ANA)).toEqual([name]);
      await names.remove(ANA, "bafkrei");
      expect(await names.load(ANA)).toEqual([]);
      await names.erase(BEN);
      expect(await names.load(BEN)).toEqual([]);
    });
  });
}
