import { ParleyError } from "@/lib/errors/base.ts";
import type { ArchiveRecords } from "../../ports.ts";
import { copyRecords } from "./copy-records.ts";
import type { Database } from "./database.ts";
import { fileRecords } from "./file-records.ts";
import { uploadRecords } from "./upload-records.ts";

/** The records in a migrated database of Postgres. All of it fails with `archive.no-records` too. */
export function createArchiveRecords(database: Database): ArchiveRecords {
  const records = {
    ...uploadRecords(database),
    ...fileRecords(database),
    ...copyRecords(database),
  };
  return new Proxy(records, {
    get: (_, name) => {
      const ask = Reflect.get(records, name);
      if (typeof ask !== "function") return ask;
      return (...args: unknown[]): Promise<unknown> =>
        (ask as (...given: unknown[]) => Promise<unknown>)(...args).catch(toRecordsError);
    },
  });
}

/** What a database says of a query repeats what was asked: it is a cause, and not told. */
export function toRecordsError(error: unknown): never {
  if (error instanceof ParleyError) throw error;
  throw new ParleyError("archive.no-records", "The database did not answer", { cause: error });
}
