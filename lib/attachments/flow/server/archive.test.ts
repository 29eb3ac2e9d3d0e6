import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ArchiveSite, inboxNamed, type Sealed, sealedFile } from "@/tests/fakes/archive-site.ts";
import { createGate } from "@/tests/fakes/gate.ts";
import { MemoryPinningService } from "@/tests/fakes/memory-pinning-service.ts";
import { Mortal } from "@/tests/fakes/mortal.ts";
import { embeddedDatabase } from "@/tests/fakes/test-records.ts";
import type { OpenedRecords } from "../../server/records/open-records.ts";
import { createArchive } from "./archive.ts";
import type { ArchiveServer } from "./archive-server.ts";

const DAY = 24 * 60 * 60_000;

const database = embeddedDatabase();
let opened: OpenedRecords;
let site: ArchiveSite;
let people = 0;
const newInbox = () => inboxNamed(`somebody ${people++}`);

beforeAll(async () => {
  opened = await database.open();
}, 180_000);
afterAll(async () => {
  await opened.close();
  await database.dispose();
});
beforeEach(() => {
  site = new ArchiveSite(opened);
});
afterEach(() => site.close());

async function* inOne(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const wish = (inboxId: ReturnType<typeof newInbox>, { id, cid, bytes }: Sealed) => ({
  inboxId,
  id,
  cid,
  sizeBytes: bytes.length,
});

/** The same server in a process that is killed. */
function mortalServer(mortal: Mortal): ArchiveServer {
  const { records, staging, node, locks } = site.server;
  const { offsetOf, write, cidOf, erase, keys, read } = staging;
  return {
    ...site.server,
    records: mortal.wrap(records),
    staging: { ...mortal.wrap({ offsetOf, write, cidOf, erase, keys }), read },
    node: mortal.wrap(node),
    locks,
  };
}

describe("a process that is killed", () => {
  /** Every call that an upload makes of the world, and before and after each. */
  const MOST_CALLS = 20;
  const moments = Array.from({ length: MOST_CALLS }, (_, i) => i + 1).flatMap((at) => [
    { at, after: false },
    { at, after: true },
  ]);

  it("makes as many calls as are tried here", async () => {
    const alive = new Mortal();
    const file = await sealedFile(1_000);
    await createArchive(mortalServer(alive)).begin(wish(newInbox(), file), inOne(file.bytes));
    expect(alive.calls).toBeGreaterThan(8);
    expect(alive.calls).toBeLessThan(MOST_CALLS);
  });

  it.each(moments)(
    "at call $at (after it: $after) of an upload loses and charges nothing",
    async (moment) => {
      const ana = newInbox();
      const file = await sealedFile(1_000);
      const killed = createArchive(mortalServer(new Mortal(moment.at, moment)));
      await killed.begin(wish(ana, file), inOne(file.bytes)).catch(() => undefined);

      // The browser asks the next process again.
      const next = createArchive(site.server);
      await next.sweep();
      const state = await next.begin(wish(ana, file), inOne(file.bytes));
      expect(state).toMatchObject({ kind: "archived", file: { cid: file.cid } });
      expect((await next.list(ana)).usedBytes).toBe(1_000);
      expect(site.node.pins).toEqual(new Set([file.cid]));
      await next.sweep();
      expect(site.staged()).toEqual([]);
      await next.remove(ana, file.cid);
    },
  );

  it.each(moments)(
    "at call $at (after it: $after), with nobody who asks again, leaves nothing",
    async (moment) => {
      const ana = newInbox();
      const file = await sealedFile(1_000);
      const killed = createArchive(mortalServer(new Mortal(moment.at, moment)));
      const isAnswered = await killed.begin(wish(ana, file), inOne(file.bytes)).then(
        () => true,
        () => false,
      );
      site.nowMs += DAY;
      const next = createArchive(site.server);
      await next.sweep();
      const { usedBytes, files } = await next.list(ana);
      // Whole or not at all, and what is charged is there.
      expect([0, 1_000]).toContain(usedBytes);
      expect(files.map(({ cid }) => cid)).toEqual(usedBytes ? [file.cid] : []);
      if (isAnswered) expect(usedBytes).toBe(1_000);
      expect([...site.node.pins]).toEqual(files.map(({ cid }) => cid));
      expect([...site.node.blocks.keys()]).toEqual(files.map(({ cid }) => cid));
      expect(site.staged()).toEqual([]);
      await next.remove(ana, file.cid);
    },
  );

  it.each(moments.filter(({ at }) => at < 8))(
    "at call $at (after it: $after) of a deletion leaves the file, or nothing of it",
    async (moment) => {
      const ana = newInbox();
      const file = await sealedFile(1_000);
      const archive = createArchive(site.server);
      await archive.begin(wish(ana, file), inOne(file.bytes));
      const killed = createArchive(mortalServer(new Mortal(moment.at, moment)));
      await killed.remove(ana, file.cid).catch(() => undefined);
      // It goes on after its answer, as far as it comes.
      await killed.sweep().catch(() => undefined);
      await archive.sweep();
      const { usedBytes } = await archive.list(ana);
      expect([...site.node.blocks.keys()]).toEqual(usedBytes ? [file.cid] : []);
      await archive.remove(ana, file.cid);
      await archive.sweep();
      expect(site.node.blocks.size).toBe(0);
    },
  );
});

describe("deleting and archiving the same file at once", () => {
  it("never takes from the node what somebody has, and leaves nothing that nobody has", async () => {
    const file = await sealedFile(100);
    const moves = fc.array(
      fc.record({
        who: fc.integer({ min: 0, max: 2 }),
        does: fc.constantFrom("archive", "delete", "sweep"),
      }),
      { minLength: 2, maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(moves, async (many) => {
        const archive = createArchive(site.server);
        const inboxes = [newInbox(), newInbox(), newInbox()];
        await Promise.all(
          many.map(async ({ who, does }, index) => {
            const inbox = inboxes[who] ?? newInbox();
            const id = `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
            if (does === "archive")
              await archive.begin(wish(inbox, { ...file, id }), inOne(file.bytes));
            else if (does === "delete") await archive.remove(inbox, file.cid);
            else await archive.sweep();
          }),
        );
        const found = await Promise.all(inboxes.map((inbox) => archive.find(inbox, file.cid)));
        const isSomebodys = found.some(Boolean);
        if (isSomebodys) expect([...site.node.blocks.keys()]).toEqual([file.cid]);
        await archive.sweep();
        expect([...site.node.pins]).toEqual(isSomebodys ? [file.cid] : []);
        expect([...site.node.blocks.keys()]).toEqual(isSomebodys ? [file.cid] : []);
        for (const inbox of inboxes) await archive.remove(inbox, file.cid);
        await archive.sweep();
        expect(site.node.blocks.size).toBe(0);
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});

describe("deleting", () => {
  it("is answered before the node has collected, and many deletions are collected at once", async () => {
    const ana = newInbox();
    const gate = createGate();
    let collections = 0;
    const collectNow = site.node.collect.bind(site.node);
    site.node.collect = async () => {
      collections += 1;
      await gate.opened;
      await collectNow();
    };
    const archive = createArchive(site.server);
    const files = await Promise.all(Array.from({ length: 10 }, () => sealedFile(100)));
    for (const file of files) await archive.begin(wish(ana, file), inOne(file.bytes));
    for (const file of files) await archive.remove(ana, file.cid);
    expect((await archive.list(ana)).usedBytes).toBe(0);
    expect(site.node.blocks.size, "nothing is collected yet").toBe(10);
    gate.open();
    await archive.sweep();
    expect(site.node.blocks.size).toBe(0);
    expect(collections, "the first one's, all others', the sweep's").toBeLessThan(4);
  });
});

describe("while the node is away", () => {
  it("keeps what arrived, and goes on when it is back", async () => {
    const ana = newInbox();
    const file = await sealedFile(1_000);
    const archive = createArchive(site.server);
    site.node.isAway = true;
    await expect(archive.begin(wish(ana, file), inOne(file.bytes))).rejects.toMatchObject({
      code: "archive.no-node",
    });
    site.node.isAway = false;
    expect(await archive.look(ana, file.id)).toMatchObject({ kind: "archived" });
    await archive.remove(ana, file.cid);
  });

  it("deletes for the inbox at once, and from the node when it is back", async () => {
    const ana = newInbox();
    const file = await sealedFile(1_000);
    const archive = createArchive(site.server);
    await archive.begin(wish(ana, file), inOne(file.bytes));
    site.node.isAway = true;
    await archive.remove(ana, file.cid);
    expect((await archive.list(ana)).usedBytes).toBe(0);
    site.node.isAway = false;
    await archive.sweep();
    expect(site.node.blocks.size).toBe(0);
  });

  it("says of what the node lost that it is not there, and pins again what it only let go of", async () => {
    const ana = newInbox();
    const [lost, unpinned] = [await sealedFile(1_000), await sealedFile(1_000)];
    const archive = createArchive(site.server);
    for (const file of [lost, unpinned]) await archive.begin(wish(ana, file), inOne(file.bytes));
    site.node.pins.clear();
    site.node.blocks.delete(lost.cid);
    await archive.sweep();
    expect(await archive.find(ana, lost.cid)).toMatchObject({ isOnNode: false });
    expect(await archive.find(ana, unpinned.cid)).toMatchObject({ isOnNode: true });
    expect([...site.node.pins]).toEqual([unpinned.cid]);
    for (const file of [lost, unpinned]) await archive.remove(ana, file.cid);
  });
});

describe("a part that is under way", () => {
  it("is ended by a newer one, which goes on from what arrived", async () => {
    const ana = newInbox();
    const file = await sealedFile(1_000);
    const archive = createArchive(site.server);
    let isTaken = () => {};
    const taken = new Promise<void>((resolve) => {
      isTaken = resolve;
    });
    async function* hangs(): AsyncGenerator<Uint8Array> {
      yield file.bytes.subarray(0, 400);
      isTaken();
      await new Promise(() => undefined);
    }
    const hanging = archive.begin(wish(ana, file), hangs());
    await taken;
    const part = { offsetBytes: 400, bytes: inOne(file.bytes.subarray(400)) };
    expect(await archive.receive(ana, file.id, part)).toMatchObject({ kind: "archived" });
    expect(await hanging).toMatchObject({ kind: "open", place: { offsetBytes: 400 } });
    await archive.remove(ana, file.cid);
  });

  it("is finished once, whoever asks meanwhile", async () => {
    const ana = newInbox();
    const file = await sealedFile(1_000);
    const archive = createArchive(site.server);
    await archive.begin(wish(ana, file), inOne(file.bytes.subarray(0, 999)));
    const part = { offsetBytes: 999, bytes: inOne(file.bytes.subarray(999)) };
    const states = await Promise.all([
      archive.receive(ana, file.id, part),
      ...Array.from({ length: 5 }, () => archive.look(ana, file.id)),
      archive.begin(wish(ana, file), inOne(file.bytes)),
    ]);
    expect(states[0]).toMatchObject({ kind: "archived" });
    expect(await archive.look(ana, file.id)).toMatchObject({ kind: "archived" });
    expect((await archive.list(ana)).usedBytes).toBe(1_000);
    await archive.remove(ana, file.cid);
  });

  it("ends with the upload when that is given up", async () => {
    const ana = newInbox();
    const file = await sealedFile(1_000);
    const archive = createArchive(site.server);
    await archive.begin(wish(ana, file), inOne(file.bytes.subarray(0, 10)));
    await archive.cancel(ana, file.id);
    await archive.cancel(ana, file.id);
    expect(site.staged()).toEqual([]);
    await expect(archive.look(ana, file.id)).rejects.toMatchObject({ code: "archive.no-upload" });
  });
});

describe("a pinning service", () => {
  it("keeps a copy of what is archived, and lets go of what is deleted", async () => {
    const pinning = new MemoryPinningService();
    pinning.isAway = true;
    site = new ArchiveSite(opened, undefined, { pinning });
    const ana = newInbox();
    const file = await sealedFile(1_000);
    const archive = createArchive(site.server);
    // It is never in the way of an upload.
    await archive.begin(wish(ana, file), inOne(file.bytes));
    const copy = async () => (await archive.find(ana, file.cid))?.copy;
    await archive.sweep();
    expect(await copy()).toBe("queued");
    pinning.isAway = false;
    site.nowMs += 60_000;
    await archive.sweep();
    pinning.pins.set(file.cid, "pinning");
    site.nowMs += 120_000;
    await archive.sweep();
    expect(await copy()).toBe("pinning");
    pinning.pins.set(file.cid, "pinned");
    site.nowMs += 240_000;
    await archive.sweep();
    expect(await copy()).toBe("pinned");
    pinning.pins.clear();
    site.nowMs += DAY;
    await archive.sweep();
    await archive.sweep();
    expect([...pinning.pins.keys()]).toEqual([file.cid]);
    await archive.remove(ana, file.cid);
    await archive.sweep();
    expect(pinning.pins.size).toBe(0);
  });
});
