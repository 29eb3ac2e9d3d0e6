import { bigint, boolean, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { CopyJob } from "../../core/copy-plan.ts";

/*
 * The tables as queries see them; `migrations` makes them, and a test compares both. Sizes and times
 * (milliseconds) are within what a number holds exactly.
 */

const count = (name: string) => bigint(name, { mode: "number" });

export const uploads = pgTable(
  "archive_upload",
  {
    inboxId: text("inbox_id").$type<InboxId>().notNull(),
    id: uuid("id").notNull(),
    cid: text("cid").notNull(),
    sizeBytes: count("size_bytes").notNull(),
    stagingKey: text("staging_key").notNull(),
    expiresAtMs: count("expires_at_ms").notNull(),
    isDone: boolean("is_done").notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.inboxId, table.id] })],
);

/** What is, or is about to be, on the node because of this server. */
export const contents = pgTable("archive_content", {
  cid: text("cid").primaryKey(),
  sizeBytes: count("size_bytes").notNull(),
  isOnNode: boolean("is_on_node").notNull().default(true),
});

/** Who archived what. */
export const files = pgTable(
  "archive_file",
  {
    inboxId: text("inbox_id").$type<InboxId>().notNull(),
    cid: text("cid").notNull(),
    archivedAtMs: count("archived_at_ms").notNull(),
  },
  (table) => [primaryKey({ columns: [table.inboxId, table.cid] })],
);

/** Copies at the pinning service, and what is still to be done about them. */
export const copies = pgTable("archive_copy", {
  cid: text("cid").primaryKey(),
  status: text("status").$type<CopyJob["status"]>().notNull(),
  tries: integer("tries").notNull().default(0),
  nextTryAtMs: count("next_try_at_ms"),
});
