import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { onceLoaded } from "@/lib/async/once-loaded.ts";
import type { TransferRecords } from "../ports.ts";
import { isStoredTransfer, type StoredTransfer } from "./stored-transfers.ts";

const VERSION = 1;

type OfInbox = [inboxId: string, key: string];
type TransfersSchema = DBSchema & { transfers: { key: OfInbox; value: StoredTransfer } };

/** What is known of files beside their bytes, in IndexedDB. Opened on first use. */
export function indexedTransfers(networkName: string): TransferRecords {
  const database = onceLoaded(() => open(networkName));
  const all = (inboxId: string) => IDBKeyRange.bound([inboxId], [inboxId, []]);
  const put = async (inboxId: string, stored: StoredTransfer) =>
    void (await (await database()).put("transfers", stored, [inboxId, stored.record.key]));
  const load = async (inboxId?: string): Promise<StoredTransfer[]> => {
    const range = inboxId === undefined ? undefined : all(inboxId);
    const stored: unknown[] = await (await database()).getAll("transfers", range);
    return stored.filter(isStoredTransfer);
  };
  return {
    async load(inboxId) {
      const stored = await load(inboxId);
      return {
        sent: stored.flatMap((each) => (each.way === "out" ? [each.record] : [])),
        received: stored.flatMap((each) => (each.way === "in" ? [each.record] : [])),
      };
    },
    putSent: (inboxId, record) => put(inboxId, { way: "out", record }),
    putReceived: (inboxId, record) => put(inboxId, { way: "in", record }),
    async remove(inboxId, key) {
      await (await database()).delete("transfers", [inboxId, key]);
    },
    async erase(inboxId) {
      await (await database()).delete("transfers", all(inboxId));
    },
    async receivedKeys() {
      const stored = await load();
      return stored.flatMap(({ way, record }) => (way === "in" ? [record.key] : []));
    },
  };
}

function open(networkName: string): Promise<IDBPDatabase<TransfersSchema>> {
  return openDB<TransfersSchema>(`parley-transfers-${networkName}`, VERSION, {
    upgrade(database) {
      database.createObjectStore("transfers");
    },
  });
}
