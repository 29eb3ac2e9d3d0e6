import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { KnownName, NameRecord } from "../core/name-book-state.ts";
import type { NameStore } from "../ports.ts";
import { isKnownName, isNameRecord } from "./stored-names.ts";

const VERSION = 1;

type NamesSchema = DBSchema & {
  records: { key: string; value: NameRecord };
  known: { key: [inboxId: string, address: string]; value: KnownName };
};

/**
 * Names that this browser has learnt, in IndexedDB, one database for each network: a name of the
 * local chain is none on mainnet. Opened on first use.
 */
export function indexedNames(networkName: string): NameStore {
  let opening: Promise<IDBPDatabase<NamesSchema>> | undefined;
  const database = () => {
    opening ??= open(networkName).catch((error) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  return {
    async load(inboxId) {
      const db = await database();
      const [records, known] = await Promise.all([
        db.getAll("records"),
        db.getAll("known", ofInbox(inboxId)),
      ]);
      return { records: records.filter(isNameRecord), known: known.filter(isKnownName) };
    },
    async save(inboxId, { records, dropped, known, forgotten }) {
      const transaction = (await database()).transaction(["records", "known"], "readwrite");
      const kept = transaction.objectStore("records");
      const knownHere = transaction.objectStore("known");
      await Promise.all([
        ...records.map((record) => kept.put(record, record.address)),
        ...dropped.map((address) => kept.delete(address)),
        ...known.map((entry) => knownHere.put(entry, [inboxId, entry.address])),
        ...forgotten.map((address) => knownHere.delete([inboxId, address])),
        transaction.done,
      ]);
    },
    async erase(inboxId) {
      const db = await database();
      await Promise.all([db.clear("records"), db.delete("known", ofInbox(inboxId))]);
    },
  };
}

function ofInbox(inboxId: string): IDBKeyRange {
  return IDBKeyRange.bound([inboxId], [inboxId, []]);
}

function open(networkName: string): Promise<IDBPDatabase<NamesSchema>> {
  return openDB<NamesSchema>(`parley-names-${networkName}`, VERSION, {
    upgrade(database) {
      database.createObjectStore("records");
      database.createObjectStore("known");
    },
  });
}
