import type { PgDatabase } from "drizzle-orm/pg-core";
import type { PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js";

/** What queries are made with: the same for a server and for the database in this process. */
export type Database = PgDatabase<PostgresJsQueryResultHKT>;
