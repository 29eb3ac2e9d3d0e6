import { and, asc, eq, lte } from "drizzle-orm";
import type { ArchiveRecords } from "../../ports.ts";
import type { Database } from "./database.ts";
import { copies } from "./schema.ts";

export function copyRecords(database: Database): Pick<ArchiveRecords, "dueCopies" | "settleCopy"> {
  return {
    dueCopies: ({ nowMs, limit }) =>
      database
        .select({ cid: copies.cid, status: copies.status, tries: copies.tries })
        .from(copies)
        .where(lte(copies.nextTryAtMs, nowMs))
        .orderBy(asc(copies.nextTryAtMs))
        .limit(limit),
    settleCopy: async ({ cid, status }, next) => {
      const isStillIt = and(eq(copies.cid, cid), eq(copies.status, status));
      if (next === "gone") {
        await database.delete(copies).where(isStillIt);
        return;
      }
      await database.update(copies).set(next).where(isStillIt);
    },
  };
}
