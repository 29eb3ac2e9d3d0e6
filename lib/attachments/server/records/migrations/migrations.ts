import { ARCHIVE } from "./0001-archive.ts";

/** One entry a version of the database, in order. What was released is never changed. */
export const MIGRATIONS: readonly string[] = [ARCHIVE];
