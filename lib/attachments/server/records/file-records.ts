import { and, asc, desc, eq, gt, notExists, sql } from "drizzle-orm";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { ArchivedContent, ArchiveRecords, PinStatus } from "../../ports.ts";
import type { Database } from "./database.ts";
import { contents, copies, files } from "./schema.ts";

type FileRecords = Pick<
  ArchiveRecords,
  | "list"
  | "find"
  | "remove"
  | "isReferenced"
  | "unreferenced"
  | "forget"
  | "contents"
  | "markOnNode"
>;

export function fileRecords(database: Database): FileRecords {
  const ofContent = database.select({ cid: files.cid }).from(files);
  const nobodys = notExists(ofContent.where(eq(files.cid, contents.cid)));
  return {
    list: async (inboxId, { after, limit }) => {
      const isAfter =
        after &&
        sql`(${files.archivedAtMs}, ${files.cid}) < (${after.archivedAtMs}::bigint, ${after.cid})`;
      const rows = await selectFiles(database)
        .where(and(eq(files.inboxId, inboxId), isAfter))
        .orderBy(desc(files.archivedAtMs), desc(files.cid))
        .limit(limit);
      return rows.map(toContent);
    },
    find: (inboxId, cid) => findFile(database, inboxId, cid),
    remove: async (inboxId, cid) => {
      const removed = await database
        .delete(files)
        .where(and(eq(files.inboxId, inboxId), eq(files.cid, cid)))
        .returning({ cid: files.cid });
      return removed.length > 0;
    },
    isReferenced: async (cid) => {
      const found = await database
        .select({ cid: files.cid })
        .from(files)
        .where(eq(files.cid, cid))
        .limit(1);
      return found.length > 0;
    },
    unreferenced: async (limit) =>
      cidsOf(
        await database.select({ cid: contents.cid }).from(contents).where(nobodys).limit(limit),
      ),
    forget: (cid, nowMs) =>
      database.transaction(async (transaction) => {
        const forgotten = await transaction
          .delete(contents)
          .where(and(eq(contents.cid, cid), nobodys))
          .returning({ cid: contents.cid });
        if (forgotten.length === 0) return;
        await transaction
          .update(copies)
          .set({ status: "removing", tries: 0, nextTryAtMs: nowMs })
          .where(eq(copies.cid, cid));
      }),
    contents: async ({ after, limit }) =>
      cidsOf(
        await database
          .select({ cid: contents.cid })
          .from(contents)
          .where(after === undefined ? undefined : gt(contents.cid, after))
          .orderBy(asc(contents.cid))
          .limit(limit),
      ),
    markOnNode: async (cid, isOnNode) => {
      await database.update(contents).set({ isOnNode }).where(eq(contents.cid, cid));
    },
  };
}

const cidsOf = (rows: readonly { cid: string }[]) => rows.map(({ cid }) => cid);

export async function findFile(
  database: Database,
  inboxId: InboxId,
  cid: string,
): Promise<ArchivedContent | undefined> {
  const [found] = await selectFiles(database).where(
    and(eq(files.inboxId, inboxId), eq(files.cid, cid)),
  );
  return found && toContent(found);
}

function selectFiles(database: Database) {
  return database
    .select({
      cid: files.cid,
      sizeBytes: contents.sizeBytes,
      archivedAtMs: files.archivedAtMs,
      isOnNode: contents.isOnNode,
      copy: copies.status,
    })
    .from(files)
    .innerJoin(contents, eq(contents.cid, files.cid))
    .leftJoin(copies, eq(copies.cid, files.cid));
}

type Row = Omit<ArchivedContent, "copy"> & { copy: PinStatus | "removing" | null };

function toContent({ copy, ...content }: Row): ArchivedContent {
  return copy === null || copy === "removing" ? content : { ...content, copy };
}
