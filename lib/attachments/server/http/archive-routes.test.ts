import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ArchiveSite, inboxNamed, sealedFile } from "@/tests/fakes/archive-site.ts";
import { outcomeOf } from "@/tests/fakes/session-site.ts";
import { embeddedDatabase } from "@/tests/fakes/test-records.ts";
import type { OpenedRecords } from "../records/open-records.ts";

const database = embeddedDatabase();
let opened: OpenedRecords;
let site: ArchiveSite;
let people = 0;
const newInbox = () => inboxNamed(`person ${people++}`);

beforeAll(async () => {
  opened = await database.open();
}, 120_000);
afterAll(async () => {
  await opened.close();
  await database.dispose();
});
beforeEach(() => {
  site = new ArchiveSite(opened);
});
afterEach(() => site.close());

describe("an upload", () => {
  it("brings a whole file in one request: it is on the node, and counts once", async () => {
    const ana = newInbox();
    const file = await sealedFile(3_000_000);
    const answer = await site.begin(ana, file, file.bytes);
    expect(answer.status).toBe(201);
    expect(await answer.json()).toEqual({
      file: {
        cid: file.cid,
        sizeBytes: 3_000_000,
        archivedAt: "2026-11-24T12:00:00.000Z",
        copies: [{ kind: "node" }],
      },
    });
    expect(Buffer.compare(site.node.blocks.get(file.cid) ?? Buffer.of(), file.bytes)).toBe(0);
    const { usage, files } = await (await site.ask("list", "", { inbox: ana })).json();
    expect(usage.usedBytes).toBe(3_000_000);
    expect(files).toHaveLength(1);
    expect(site.staged()).toEqual([]);
  });

  it("goes on where it stopped, part by part", async () => {
    const ana = newInbox();
    const file = await sealedFile(2_500_000);
    const begun = await site.begin(ana, file, file.bytes.subarray(0, 1_000_000));
    expect(await begun.json()).toMatchObject({
      upload: { id: file.id, offset: 1_000_000, size: 2_500_000 },
    });
    expect(await outcomeOf(site.receive(ana, file, 999_999, "x"))).toBe("409 archive.wrong-offset");
    const second = await site.receive(
      ana,
      file,
      1_000_000,
      file.bytes.subarray(1_000_000, 2_000_000),
    );
    expect(await second.json()).toMatchObject({ upload: { offset: 2_000_000 } });
    const last = await site.receive(ana, file, 2_000_000, file.bytes.subarray(2_000_000));
    expect(await last.json()).toMatchObject({ file: { cid: file.cid } });
    expect(Buffer.compare(site.node.blocks.get(file.cid) ?? Buffer.of(), file.bytes)).toBe(0);
  });
});
