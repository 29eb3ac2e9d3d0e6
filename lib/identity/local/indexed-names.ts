import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { onceLoaded } from "@/lib/async/once-loaded.ts";
import type { KnownName, NameRecord } from "../core/name-book-state.ts";
import type { NameStore } from "../ports.ts";
import { isKnownName, isNameRecord } from "./stored-names.ts";

const VERSION = 2;

type OfInbox = [inboxId: string, address: string];

type NamesSchema = DBSchema & {
  records: { key: OfInbox; value: NameRecord };
  known: { key: OfInbox; value: KnownName };
};

/**
 * Names that this browser has learnt, in IndexedDB, one database for each network: a name of the
 * local chain is none on mainnet. Keys carry the inbox: what one account has looked up tells whom it
 * writes to, and is no business of another one's. Opened on first use.
 */
export function indexedNames(networkName: string): NameStore {
  const database = onceLoaded(() => open(networkName));
  return {
    async load(inboxId) {
      const db = await database();
      const [records, known] = await Promise.all([
        db.getAll("records", ofInbox(inboxId)),
        db.getAll("known", ofInbox(inboxId)),
      ]);
      return { records: records.filter(isNameRecord), known: known.filter(isKnownName) };
    },
    async save(inboxId, { records, dropped, known, forgotten }) {
      const transaction = (await database()).transaction(["records", "known"], "readwrite");
      const kept = transaction.objectStore("records");
      const knownHere = transaction.objectStore("known");
      await Promise.all([
        ...records.map((record) => kept.put(record, [inboxId, record.address])),
        ...dropped.map((address) => kept.delete([inboxId, address])),
        ...known.map((entry) => knownHere.put(entry, [inboxId, entry.address])),
        ...forgotten.map((address) => knownHere.delete([inboxId, address])),
        transaction.done,
      ]);
    },
    async erase(inboxId) {
      const db = await database();
      await Promise.all([
        db.delete("records", ofInbox(inboxId)),
        db.delete("known", ofInbox(inboxId)),
      ]);
    },
  };
}

function ofInbox(inboxId: string): IDBKeyRange {
  return IDBKeyRange.bound([inboxId], [inboxId, []]);
}

function open(networkName: string): Promise<IDBPDatabase<NamesSchema>> {
  return openDB<NamesSchema>(`parley-names-${networkName}`, VERSION, {
    upgrade(database, from) {
      // The first version kept the answers of all accounts together; they are asked for again.
      if (from === 1) database.deleteObjectStore("records");
      else database.createObjectStore("known");
      database.createObjectStore("records");
    },
  });
}
