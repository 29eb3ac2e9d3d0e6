import { and, eq, gt, inArray, lte, or, sql } from "drizzle-orm";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { type Charged, isOver, judgeRoom, type Upload } from "../../core/upload.ts";
import type { ArchiveRecords, Reservation } from "../../ports.ts";
import type { Database } from "./database.ts";
import { findFile } from "./file-records.ts";
import { contents, copies, files, uploads } from "./schema.ts";

type UploadRecords = Pick<
  ArchiveRecords,
  | "reserve"
  | "findUpload"
  | "cancel"
  | "intend"
  | "record"
  | "charged"
  | "expire"
  | "openStagingKeys"
>;

export function uploadRecords(database: Database): UploadRecords {
  return {
    reserve: (wanted, options) =>
      database.transaction(async (transaction) => {
        // Whoever else reserves for this inbox waits, so that two never have the last of its room.
        await transaction.execute(
          sql`SELECT pg_advisory_xact_lock(hashtextextended(${`inbox ${wanted.inboxId}`}, 0))`,
        );
        return reserve(transaction, wanted, options);
      }),
    findUpload: (inboxId, id) => findUpload(database, inboxId, id),
    cancel: async (inboxId, id) => {
      const [cancelled] = await database
        .delete(uploads)
        .where(and(isUpload(inboxId, id), eq(uploads.isDone, false)))
        .returning();
      return cancelled;
    },
    intend: async ({ cid, sizeBytes }) => {
      await database.insert(contents).values({ cid, sizeBytes }).onConflictDoNothing();
    },
    record: (upload, options) =>
      database.transaction((transaction) => record(transaction, upload, options)),
    charged: (inboxId, nowMs) => charged(database, inboxId, nowMs),
    expire: async (nowMs) => {
      const over = await database
        .delete(uploads)
        .where(lte(uploads.expiresAtMs, nowMs))
        .returning({ id: uploads.id });
      return over.length;
    },
    openStagingKeys: async (keys, nowMs) => {
      const open = await database
        .select({ key: uploads.stagingKey })
        .from(uploads)
        .where(
          and(
            inArray(uploads.stagingKey, [...keys]),
            eq(uploads.isDone, false),
            gt(uploads.expiresAtMs, nowMs),
          ),
        );
      return new Set(open.map(({ key }) => key));
    },
  };
}

const isUpload = (inboxId: InboxId, id: string) =>
  and(eq(uploads.inboxId, inboxId), eq(uploads.id, id));

async function findUpload(
  database: Database,
  inboxId: InboxId,
  id: string,
): Promise<Upload | undefined> {
  const [found] = await database.select().from(uploads).where(isUpload(inboxId, id));
  return found;
}

async function reserve(
  transaction: Database,
  wanted: Parameters<ArchiveRecords["reserve"]>[0],
  { quotaBytes, nowMs }: Parameters<ArchiveRecords["reserve"]>[1],
): Promise<Reservation> {
  const { inboxId, id, cid, sizeBytes } = wanted;
  const file = await findFile(transaction, inboxId, cid);
  if (file) return { kind: "archived", file };
  const known = await findUpload(transaction, inboxId, id);
  if (known && !known.isDone && !isOver(known, nowMs)) {
    const isSame = known.cid === cid && known.sizeBytes === sizeBytes;
    return isSame ? { kind: "open", upload: known } : { kind: "refused", why: "another" };
  }
  // Finished, and deleted from the archive since; or over. It is begun anew.
  if (known) await transaction.delete(uploads).where(isUpload(inboxId, id));
  const room = judgeRoom(await charged(transaction, inboxId, nowMs), sizeBytes, { quotaBytes });
  if (room !== "room") return { kind: "refused", why: room };
  const [upload] = await transaction.insert(uploads).values(wanted).returning();
  if (!upload) throw new Error("An insert gave no row");
  return { kind: "open", upload };
}

/** In one statement: what is moved from reserved to archived meanwhile counts once. */
async function charged(database: Database, inboxId: InboxId, nowMs: number): Promise<Charged> {
  const rows = await database.execute<{ archived: string; reserved: string; open: string }>(sql`
    SELECT
      (SELECT coalesce(sum(${contents.sizeBytes}), 0) FROM ${files}
        JOIN ${contents} ON ${contents.cid} = ${files.cid}
        WHERE ${files.inboxId} = ${inboxId}) AS archived,
      coalesce(sum(${uploads.sizeBytes}), 0) AS reserved,
      count(*) AS open
    FROM ${uploads}
    WHERE ${uploads.inboxId} = ${inboxId} AND NOT ${uploads.isDone}
      AND ${uploads.expiresAtMs} > ${nowMs}`);
  const [{ archived, reserved, open } = { archived: 0, reserved: 0, open: 0 }] = rows;
  return { sizeBytes: Number(archived) + Number(reserved), openUploads: Number(open) };
}

async function record(
  transaction: Database,
  { inboxId, id, cid }: Upload,
  { nowMs, copies: keepsCopies }: Parameters<ArchiveRecords["record"]>[1],
) {
  const [finished] = await transaction
    .update(uploads)
    .set({ isDone: true })
    // Room that nobody keeps any more may be somebody else's by now.
    .where(and(isUpload(inboxId, id), or(eq(uploads.isDone, true), gt(uploads.expiresAtMs, nowMs))))
    .returning({ id: uploads.id });
  if (!finished) return undefined;
  await transaction.update(contents).set({ isOnNode: true }).where(eq(contents.cid, cid));
  const file = { inboxId, cid, archivedAtMs: nowMs };
  await transaction.insert(files).values(file).onConflictDoNothing();
  if (keepsCopies) {
    const due = { status: "queued" as const, tries: 0, nextTryAtMs: nowMs };
    await transaction
      .insert(copies)
      .values({ cid, ...due })
      .onConflictDoUpdate({
        target: copies.cid,
        set: due,
        setWhere: eq(copies.status, "removing"),
      });
  }
  return findFile(transaction, inboxId, cid);
}
