import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createKuboNode } from "@/lib/attachments/server/ipfs/kubo-node.ts";
import type { OpenedRecords } from "@/lib/attachments/server/records/open-records.ts";
import { startTestIpfs } from "../../local-stack/test-support/ipfs.ts";
import { ArchiveSite, inboxNamed, sealedFile } from "../fakes/archive-site.ts";
import { startRealKubo, whereKuboIs } from "../fakes/real-kubo.ts";
import { outcomeOf } from "../fakes/session-site.ts";
import { embeddedDatabase } from "../fakes/test-records.ts";

const MIB = 1024 * 1024;

const database = embeddedDatabase();
let opened: OpenedRecords;

beforeAll(async () => {
  opened = await database.open();
}, 180_000);
afterAll(async () => {
  await opened.close();
  await database.dispose();
});

/** The routes, the records, the disk and a node, as they are when somebody sends a file. */
function describeArchive(start: () => Promise<{ rpcUrl: string; close(): Promise<void> }>): void {
  let node: Awaited<ReturnType<typeof start>>;
  let site: ArchiveSite;

  beforeAll(async () => {
    node = await start();
    const limits = { quotaBytes: 500 * MIB, maxFileBytes: 100 * MIB };
    site = new ArchiveSite(opened, limits, { node: createKuboNode({ rpcUrl: node.rpcUrl }) });
  }, 60_000);
  afterAll(async () => {
    site.close();
    await node.close();
  });

  /** What the node has on its own disk. */
  async function onNode(cid: string): Promise<Buffer | undefined> {
    const url = `${node.rpcUrl}/api/v0/cat?arg=${cid}&offline=true`;
    const response = await fetch(url, { method: "POST" });
    return response.ok ? Buffer.from(await response.arrayBuffer()) : undefined;
  }

  it("brings a file of several blocks, in parts, and lets go of it", async () => {
    const ana = inboxNamed("ana");
    const file = await sealedFile(5 * MIB + 3);
    await site.begin(ana, file, file.bytes.subarray(0, 2 * MIB));
    const last = await site.receive(ana, file, 2 * MIB, file.bytes.subarray(2 * MIB));
    expect(await last.json()).toMatchObject({ file: { cid: file.cid } });
    expect((await onNode(file.cid))?.equals(file.bytes)).toBe(true);
    await site.ask("remove", `/files/${file.cid}`, { inbox: ana });
    await site.archive.sweep();
    expect(await onNode(file.cid)).toBeUndefined();
  }, 60_000);

  it("loses nothing that is archived while others delete", async () => {
    const [ana, ben] = [inboxNamed("ana"), inboxNamed("ben")];
    const files = await Promise.all(Array.from({ length: 24 }, () => sealedFile(300_000)));
    await Promise.all(
      files.map(async (file, index) => {
        expect(await outcomeOf(site.begin(ana, file, file.bytes))).toBe("201");
        // Every third is archived by both, and deleted by one of them.
        if (index % 3 === 0) await site.begin(ben, file, file.bytes);
        if (index % 2 === 0) await site.ask("remove", `/files/${file.cid}`, { inbox: ana });
      }),
    );
    await site.archive.sweep();
    for (const [index, file] of files.entries()) {
      const isKept = index % 2 === 1 || index % 3 === 0;
      const bytes = await onNode(file.cid);
      expect(isKept ? bytes?.equals(file.bytes) : bytes, `file ${index}`).toBe(
        isKept ? true : undefined,
      );
    }
  }, 120_000);
}

describe("an archive on the node of the local stack", () => {
  describeArchive(() => startTestIpfs());
});

const kubo = whereKuboIs();
describe.runIf(kubo)("an archive on Kubo", () => {
  describeArchive(async () => {
    if (!kubo) throw new Error("There is no Kubo here");
    return startRealKubo(kubo);
  });
});
