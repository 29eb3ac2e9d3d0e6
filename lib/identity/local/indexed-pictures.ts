import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { onceLoaded } from "@/lib/async/once-loaded.ts";
import type { PictureRecord } from "../core/picture-record.ts";
import type { PictureStore } from "../ports.ts";

const VERSION = 1;

type PicturesSchema = DBSchema & { pictures: { key: string; value: PictureRecord } };

/** Pictures in IndexedDB, one database for each network. Opened on first use. */
export function indexedPictures(networkName: string): PictureStore {
  const database = onceLoaded(() => open(networkName));
  return {
    async load(of) {
      const kept = await (await database()).get("pictures", of);
      return isPictureRecord(kept) ? kept : undefined;
    },
    async save(record) {
      await (await database()).put("pictures", record, record.of);
    },
    async erase() {
      await (await database()).clear("pictures");
    },
  };
}

function open(networkName: string): Promise<IDBPDatabase<PicturesSchema>> {
  return openDB<PicturesSchema>(`parley-pictures-${networkName}`, VERSION, {
    upgrade: (database) => void database.createObjectStore("pictures"),
  });
}

/** What another version of Parley kept is fetched again; only a picture of ours is ever shown. */
function isPictureRecord(value: unknown): value is PictureRecord {
  if (typeof value !== "object" || value === null) return false;
  const { of, avatarText, askedAtMs, url, problem } = value as Record<string, unknown>;
  return (
    typeof of === "string" &&
    typeof avatarText === "string" &&
    typeof askedAtMs === "number" &&
    (url === undefined || (typeof url === "string" && url.startsWith("data:image/"))) &&
    (problem === undefined || typeof problem === "string")
  );
}
