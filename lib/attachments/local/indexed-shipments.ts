import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { onceLoaded } from "@/lib/async/once-loaded.ts";
import type { Shipment } from "../core/shipment.ts";
import type { ArchivedName, ArchivedNames, ShipmentStore } from "../ports.ts";
import { isArchivedName, isShipment } from "./stored-shipments.ts";

const VERSION = 1;

type OfInbox = [inboxId: string, key: string];
type ShipmentsSchema = DBSchema & {
  shipments: { key: OfInbox; value: Shipment };
  names: { key: OfInbox; value: ArchivedName };
};

/** Messages with files, and names of what was archived, in IndexedDB. Opened on first use. */
export function indexedShipments(networkName: string): {
  shipments: ShipmentStore;
  names: ArchivedNames;
} {
  const database = onceLoaded(() => open(networkName));
  const all = (inboxId: string) => IDBKeyRange.bound([inboxId], [inboxId, []]);
  return {
    shipments: {
      async load(inboxId) {
        const stored: unknown[] = await (await database()).getAll("shipments", all(inboxId));
        return stored.filter(isShipment).sort((a, b) => a.startedAtMs - b.startedAtMs);
      },
      async fileIds() {
        const stored: unknown[] = await (await database()).getAll("shipments");
        return stored.filter(isShipment).flatMap(({ files }) => files.map(({ id }) => id));
      },
      async put(inboxId, shipment) {
        await (await database()).put("shipments", shipment, [inboxId, shipment.key]);
      },
      async remove(inboxId, key) {
        await (await database()).delete("shipments", [inboxId, key]);
      },
      async erase(inboxId) {
        await (await database()).delete("shipments", all(inboxId));
      },
    },
    names: {
      async load(inboxId) {
        const stored: unknown[] = await (await database()).getAll("names", all(inboxId));
        return stored.filter(isArchivedName);
      },
      async put(inboxId, name) {
        await (await database()).put("names", name, [inboxId, name.cid]);
      },
      async remove(inboxId, cid) {
        await (await database()).delete("names", [inboxId, cid]);
      },
      async erase(inboxId) {
        await (await database()).delete("names", all(inboxId));
      },
    },
  };
}

function open(networkName: string): Promise<IDBPDatabase<ShipmentsSchema>> {
  return openDB<ShipmentsSchema>(`parley-shipments-${networkName}`, VERSION, {
    upgrade(database) {
      database.createObjectStore("shipments");
      database.createObjectStore("names");
    },
  });
}
