import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MAX_OPEN_UPLOADS, type Upload, type WantedUpload } from "@/lib/attachments/core/upload.ts";
import type { OpenedRecords } from "@/lib/attachments/server/records/open-records.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { inboxNamed } from "../fakes/archive-site.ts";
import type { TestDatabase } from "../fakes/test-records.ts";

const QUOTA = 1_000;
const DAY = 86_400_000;
let things = 0;

const newCid = () =>
  `bafkrei${(things++).toString(2).replaceAll("0", "a").replaceAll("1", "b").padStart(52, "c")}`;
const newInbox = () => inboxNamed(`inbox ${things++}`);

/** What the archive's records do, in whatever database of Postgres. */
export function describeArchiveRecords(openDatabase: () => Promise<TestDatabase>): void {
  let database: TestDatabase;
  let opened: OpenedRecords;
  let nowMs: number;
  let ana: InboxId;

  beforeAll(async () => {
    database = await openDatabase();
    opened = await database.open();
  }, 180_000);
  afterAll(async () => {
    await opened.close();
    await database.dispose();
  });
  beforeEach(() => {
    nowMs = 1_700_000_000_000;
    ana = newInbox();
  });

  const wish = (sizeBytes: number, change: Partial<WantedUpload> = {}) => ({
    inboxId: ana,
    id: randomUUID(),
    cid: newCid(),
    sizeBytes,
    stagingKey: randomUUID(),
    expiresAtMs: nowMs + DAY,
    ...change,
  });
  const reserve = (wanted: ReturnType<typeof wish>) =>
    opened.records.reserve(wanted, { quotaBytes: QUOTA, nowMs });
  async function reserved(wanted: ReturnType<typeof wish>): Promise<Upload> {
    const reservation = await reserve(wanted);
    if (reservation.kind !== "open") throw new Error(reservation.kind);
    return reservation.upload;
  }
  async function archived(sizeBytes: number, change: Partial<WantedUpload> = {}): Promise<string> {
    const upload = await reserved(wish(sizeBytes, change));
    await opened.records.intend(upload);
    await opened.records.record(upload, { nowMs, copies: true });
    return upload.cid;
  }
  const used = async () => (await opened.records.charged(ana, nowMs)).sizeBytes;

  describe("room", () => {
    it("is never given twice, whoever asks at once", async () => {
      const kinds = await Promise.all(
        Array.from({ length: 50 }, async () => (await reserve(wish(100))).kind),
      );
      expect(kinds.filter((kind) => kind === "open")).toHaveLength(10);
      expect(await used()).toBe(QUOTA);
    }, 30_000);

    it("is kept for whoever asks again, once", async () => {
      const wanted = wish(600);
      const first = await reserved(wanted);
      const again = await reserved({ ...wanted, stagingKey: randomUUID() });
      expect(again).toEqual(first);
      expect(await used()).toBe(600);
      expect(await reserve({ ...wanted, sizeBytes: 1 })).toEqual({
        kind: "refused",
        why: "another",
      });
    });

    it("is another's for the same id in another inbox", async () => {
      const wanted = wish(600);
      await reserved(wanted);
      await reserved({ ...wanted, inboxId: newInbox(), stagingKey: randomUUID() });
      expect(await used()).toBe(600);
    });

    it("counts once while a reservation becomes a file, and not at all once it is given back", async () => {
      await archived(400);
      const upload = await reserved(wish(600));
      expect(await reserve(wish(1))).toEqual({ kind: "refused", why: "quota" });
      expect(await opened.records.cancel(ana, upload.id)).toMatchObject({ id: upload.id });
      expect(await opened.records.cancel(ana, upload.id)).toBeUndefined();
      expect(await used()).toBe(400);
    });

    it("is free again when an upload's time is over, swept or not", async () => {
      const wanted = wish(QUOTA);
      await reserved(wanted);
      nowMs += DAY;
      expect(await used()).toBe(0);
      await reserved({ ...wanted, stagingKey: randomUUID(), expiresAtMs: nowMs + DAY });
      nowMs += DAY;
      await opened.records.expire(nowMs);
      expect(await opened.records.findUpload(ana, wanted.id)).toBeUndefined();
    });

    it("is for so many uploads at once", async () => {
      for (let i = 0; i < MAX_OPEN_UPLOADS; i++) await reserved(wish(1));
      expect(await reserve(wish(1))).toEqual({ kind: "refused", why: "too-many" });
    }, 30_000);

    it("holds sizes that no 32 bits hold", async () => {
      const sizeBytes = 2 ** 40;
      const options = { quotaBytes: 2 ** 41, nowMs };
      await opened.records.reserve(wish(sizeBytes), options);
      await opened.records.reserve(wish(sizeBytes), options);
      expect(await used()).toBe(2 * sizeBytes);
    });
  });

  describe("a file", () => {
    it("is recorded once, whoever records it, and its upload is done", async () => {
      const upload = await reserved(wish(10));
      await opened.records.intend(upload);
      const files = await Promise.all(
        [1, 2].map(() => opened.records.record(upload, { nowMs, copies: false })),
      );
      expect(files[0]).toEqual({
        cid: upload.cid,
        sizeBytes: 10,
        archivedAtMs: nowMs,
        isOnNode: true,
      });
      expect(files[1]).toEqual(files[0]);
      expect(await used()).toBe(10);
      expect(await opened.records.findUpload(ana, upload.id)).toMatchObject({ isDone: true });
      expect(await reserve(wish(10, { cid: upload.cid }))).toMatchObject({ kind: "archived" });
    });

    it("is not recorded of an upload that is not there any more", async () => {
      const upload = await reserved(wish(10));
      await opened.records.intend(upload);
      await opened.records.cancel(ana, upload.id);
      expect(await opened.records.record(upload, { nowMs, copies: true })).toBeUndefined();
      expect(await opened.records.find(ana, upload.cid)).toBeUndefined();
      expect(await opened.records.unreferenced(1_000)).toContain(upload.cid);
    });

    it("is listed the newest first, page by page, of its inbox alone", async () => {
      const cids: string[] = [];
      for (let i = 0; i < 5; i++) {
        cids.unshift(await archived(10));
        // Two of them at the same time.
        if (i !== 2) nowMs += 1;
      }
      await archived(10, { inboxId: newInbox() });
      const seen: string[] = [];
      for (let after: { archivedAtMs: number; cid: string } | undefined; ; ) {
        const page = await opened.records.list(ana, { ...(after && { after }), limit: 2 });
        seen.push(...page.map(({ cid }) => cid));
        after = page.at(-1);
        if (page.length < 2) break;
      }
      expect(seen).toHaveLength(5);
      expect(new Set(seen)).toEqual(new Set(cids));
      expect(seen[0]).toBe(cids[0]);
      expect(seen.at(-1)).toBe(cids.at(-1));
    });

    it("is of everybody who archived it, and forgotten with the last of them", async () => {
      const cid = await archived(10);
      const ben = newInbox();
      await archived(10, { inboxId: ben, cid });
      expect(await opened.records.remove(ana, cid)).toBe(true);
      expect(await opened.records.remove(ana, cid)).toBe(false);
      await opened.records.forget(cid, nowMs);
      expect(await opened.records.find(ben, cid)).toMatchObject({ cid });
      expect(await opened.records.isReferenced(cid)).toBe(true);
      await opened.records.remove(ben, cid);
      expect(await opened.records.unreferenced(1_000)).toContain(cid);
      await opened.records.forget(cid, nowMs);
      expect(await opened.records.unreferenced(1_000)).not.toContain(cid);
    });

    it("says whether the node has it", async () => {
      const cid = await archived(10);
      await opened.records.markOnNode(cid, false);
      expect(await opened.records.find(ana, cid)).toMatchObject({ isOnNode: false });
      const [first] = await opened.records.contents({ limit: 1 });
      const rest = await opened.records.contents({ after: first ?? "", limit: 10_000 });
      expect([first, ...rest]).toContain(cid);
      expect([first, ...rest]).toEqual([...new Set([first, ...rest])].sort());
    });
  });

  describe("a copy", () => {
    const jobOf = async (cid: string) =>
      (await opened.records.dueCopies({ nowMs, limit: 1_000 })).find((job) => job.cid === cid);

    it("is due at once, and again when it was settled so", async () => {
      const cid = await archived(10);
      const job = await jobOf(cid);
      expect(job).toEqual({ cid, status: "queued", tries: 0 });
      if (!job) return;
      await opened.records.settleCopy(job, { status: "pinned", tries: 0, nextTryAtMs: nowMs + 5 });
      expect(await jobOf(cid)).toBeUndefined();
      expect(await opened.records.find(ana, cid)).toMatchObject({ copy: "pinned" });
      nowMs += 5;
      expect(await jobOf(cid)).toMatchObject({ status: "pinned" });
    });

    it("is removed with the content, unless that came back meanwhile", async () => {
      const cid = await archived(10);
      await opened.records.remove(ana, cid);
      await opened.records.forget(cid, nowMs);
      const job = await jobOf(cid);
      expect(job).toMatchObject({ status: "removing" });
      if (!job) return;
      await archived(10, { cid });
      await opened.records.settleCopy(job, "gone");
      expect(await jobOf(cid)).toMatchObject({ status: "queued" });
    });
  });

  it("knows which staged bytes are of uploads under way", async () => {
    const open = await reserved(wish(1));
    const over = await reserved(wish(1, {}));
    const done = await reserved(wish(1));
    await opened.records.cancel(ana, over.id);
    await opened.records.intend(done);
    await opened.records.record(done, { nowMs, copies: false });
    const keys = [open, over, done].map(({ stagingKey }) => stagingKey);
    expect(await opened.records.openStagingKeys(keys, nowMs)).toEqual(new Set([open.stagingKey]));
    expect(await opened.records.openStagingKeys([], nowMs)).toEqual(new Set());
  });

  it("are there again after a restart", async () => {
    const cid = await archived(10);
    await opened.close();
    opened = await database.open();
    expect(await opened.records.find(ana, cid)).toMatchObject({ cid });
  }, 60_000);

  it("are for one process where they are in a folder, and say so", async () => {
    if (database.isShared) return;
    await expect(database.open()).rejects.toMatchObject({
      code: "archive.records-in-use",
      message: expect.stringContaining("PARLEY_DATA_DIR"),
    });
  });

  it("keep tasks of one CID apart", async () => {
    const others = database.isShared ? await database.open() : opened;
    let running = 0;
    let most = 0;
    const task = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    };
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        (i % 2 ? opened : others).locks.withCid("c", async ({ mustHold }) => {
          await task();
          await mustHold();
        }),
      ),
    );
    expect(most).toBe(1);
    if (others !== opened) await others.close();
  });
}
