import type { ArchiveRecords } from "../../ports.ts";
import { copyRecords } from "./copy-records.ts";
import type { Database } from "./database.ts";
import { fileRecords } from "./file-records.ts";
import { uploadRecords } from "./upload-records.ts";

/** The records in a migrated database of Postgres. */
export function createArchiveRecords(database: Database): ArchiveRecords {
  return { ...uploadRecords(database), ...fileRecords(database), ...copyRecords(database) };
}
