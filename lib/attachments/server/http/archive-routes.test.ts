import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
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

  it("that is asked for again, for its answer was lost, is the same one", async () => {
    const ana = newInbox();
    const file = await sealedFile(1_000);
    const first = file.bytes.subarray(0, 400);
    await site.begin(ana, file, first);
    expect(await (await site.begin(ana, file, first)).json()).toMatchObject({
      upload: { offset: 400 },
    });
    await site.receive(ana, file, 400, file.bytes.subarray(400));
    const told = { file: { cid: file.cid } };
    expect(
      await (await site.ask("look", `/uploads/${file.id}`, { inbox: ana })).json(),
    ).toMatchObject(told);
    expect(
      await (await site.receive(ana, file, 400, file.bytes.subarray(400))).json(),
    ).toMatchObject(told);
    expect(await (await site.begin(ana, file, first)).json()).toMatchObject(told);
    const { usage } = await (await site.ask("list", "", { inbox: ana })).json();
    expect(usage.usedBytes).toBe(1_000);
  });

  it("counts what arrived of a part that broke off", async () => {
    const ana = newInbox();
    const file = await sealedFile(1_000);
    const parts = [file.bytes.subarray(0, 300)];
    const broken = new ReadableStream({
      pull: (controller) => {
        const part = parts.shift();
        if (part) controller.enqueue(part);
        else controller.error(new Error("The line was cut"));
      },
    });
    expect(await (await site.begin(ana, file, broken)).json()).toMatchObject({
      upload: { offset: 300 },
    });
    const rest = await site.receive(ana, file, 300, file.bytes.subarray(300));
    expect(await rest.json()).toMatchObject({ file: { cid: file.cid } });
  });

  it("is refused when it is not what its CID says, and leaves nothing", async () => {
    const ana = newInbox();
    const file = await sealedFile(1_000);
    const other = await sealedFile(1_000);
    expect(await outcomeOf(site.begin(ana, { ...file, cid: other.cid }, file.bytes))).toBe(
      "422 archive.wrong-cid",
    );
    expect(await outcomeOf(site.ask("look", `/uploads/${file.id}`, { inbox: ana }))).toBe(
      "404 archive.no-upload",
    );
    await leavesNothing(ana);
  });

  it("is cut where it brings more than it announced", async () => {
    const ana = newInbox();
    const file = await sealedFile(1_000);
    let taken = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        taken += 1;
        controller.enqueue(new Uint8Array(400));
      },
    });
    expect(await outcomeOf(site.begin(ana, file, endless))).toBe("413 archive.too-large");
    expect(taken).toBeLessThan(10);
    expect(await outcomeOf(site.ask("cancel", `/uploads/${file.id}`, { inbox: ana }))).toBe("204");
    await leavesNothing(ana);
  });

  it("has room for as much as the quota, of fifty at once", async () => {
    const ana = newInbox();
    const files = await Promise.all(Array.from({ length: 50 }, () => sealedFile(1_000_000)));
    const outcomes = await Promise.all(
      files.map((file) => outcomeOf(site.begin(ana, file, file.bytes))),
    );
    expect(outcomes.filter((outcome) => outcome === "201")).toHaveLength(10);
    expect(outcomes.filter((outcome) => outcome === "413 archive.quota")).toHaveLength(40);
    expect(site.node.pins.size).toBe(10);
    const { usage } = await (await site.ask("list", "", { inbox: ana })).json();
    expect(usage.usedBytes).toBe(10_000_000);
  }, 60_000);
});

async function leavesNothing(inbox: ReturnType<typeof newInbox>): Promise<void> {
  const { usage, files } = await (await site.ask("list", "", { inbox })).json();
  expect([usage.usedBytes, files]).toEqual([0, []]);
  expect(site.staged()).toEqual([]);
  expect(site.node.pins.size + site.node.blocks.size).toBe(0);
}

it("stores nothing of a thousand uploads that are malformed, or nobody's", async () => {
  const ana = newInbox();
  const file = await sealedFile(1_000);
  const { id, cid } = file;
  const wanted = { id, cid, size: "1000" };
  const upload = (change: object) => `/uploads?${new URLSearchParams({ ...wanted, ...change })}`;
  const elsewhere = { origin: "https://evil.example" };
  const cases: [string, Parameters<ArchiveSite["ask"]>[1], Parameters<ArchiveSite["ask"]>[2]][] = [
    ["401 session.none", upload({}), {}],
    ["403 server.wrong-origin", upload({}), { inbox: ana, headers: elsewhere }],
    [
      "403 server.wrong-origin",
      upload({}),
      { inbox: ana, headers: { "sec-fetch-site": "cross-site" } },
    ],
    ["403 server.wrong-origin", upload({}), { headers: elsewhere }],
    ["400 server.malformed", "/uploads", { inbox: ana }],
    ["400 server.malformed", upload({ id: "1" }), { inbox: ana }],
    ["400 server.malformed", upload({ id: `${id}'--` }), { inbox: ana }],
    ["400 server.malformed", upload({ id: "../../session-secret" }), { inbox: ana }],
    ["400 server.malformed", upload({ cid: "" }), { inbox: ana }],
    ["400 server.malformed", upload({ cid: `${cid}a` }), { inbox: ana }],
    ["400 server.malformed", upload({ cid: cid.toUpperCase() }), { inbox: ana }],
    [
      "400 server.malformed",
      upload({ cid: "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG" }),
      { inbox: ana },
    ],
    ["400 server.malformed", upload({ size: "0" }), { inbox: ana }],
    ["400 server.malformed", upload({ size: "-1" }), { inbox: ana }],
    ["400 server.malformed", upload({ size: "1e3" }), { inbox: ana }],
    ["400 server.malformed", upload({ size: "9".repeat(30) }), { inbox: ana }],
    ["413 archive.too-large", upload({ size: "99999999" }), { inbox: ana }],
  ];
  const bodies = [file.bytes, new Uint8Array(0), new Uint8Array(100_000)];
  for (let i = 0; i < 1_000; i++) {
    const [outcome, address, given = {}] = cases[i % cases.length] ?? [];
    // Beside limits, which are tested apart.
    site.nowMs += 1_000;
    const asked = { ...given, body: bodies[i % bodies.length] };
    expect(await outcomeOf(site.ask("begin", address ?? "", asked)), address).toBe(outcome);
  }
  await leavesNothing(ana);
}, 60_000);

describe("an archived file", () => {
  it("is listed, found and deleted by its inbox alone", async () => {
    const [ana, eve] = [newInbox(), newInbox()];
    const file = await sealedFile(1_000);
    await site.begin(ana, file, file.bytes);
    const address = `/files/${file.cid}`;
    expect(await outcomeOf(site.ask("find", address, { inbox: eve }))).toBe(
      "404 archive.not-archived",
    );
    expect(await outcomeOf(site.ask("remove", address, { inbox: eve }))).toBe("204");
    expect(await outcomeOf(site.ask("cancel", `/uploads/${file.id}`, { inbox: eve }))).toBe("204");
    expect(await outcomeOf(site.ask("find", address, { inbox: ana }))).toBe("200");
    expect(await outcomeOf(site.ask("find", address))).toBe("401 session.none");
    expect(
      await outcomeOf(
        site.ask("remove", address, { inbox: ana, headers: { origin: "https://evil.example" } }),
      ),
    ).toBe("403 server.wrong-origin");
    expect(await outcomeOf(site.ask("remove", address, { inbox: ana }))).toBe("204");
    await leavesNothing(ana);
  });

  it("is listed page by page", async () => {
    const ana = newInbox();
    for (let i = 0; i < 101; i++) {
      const file = await sealedFile(10);
      await site.begin(ana, file, file.bytes);
      site.nowMs += 1_000;
    }
    const first = await (await site.ask("list", "", { inbox: ana })).json();
    const second = await (await site.ask("list", `?after=${first.next}`, { inbox: ana })).json();
    expect([first.files.length, second.files.length, second.next]).toEqual([100, 1, undefined]);
    expect(await outcomeOf(site.ask("list", "?after=x", { inbox: ana }))).toBe(
      "400 server.malformed",
    );
  }, 30_000);

  it("says what another server may answer: nothing is kept by whoever passes it on", async () => {
    const answer = await site.ask("list", "", { inbox: newInbox() });
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  });
});

it("asks an inbox that asks all the time to come later", async () => {
  const ana = newInbox();
  const outcomes: string[] = [];
  for (let i = 0; i < 301; i++)
    outcomes.push(await outcomeOf(site.ask("list", "", { inbox: ana })));
  expect(outcomes.slice(-2)).toEqual(["200", "429 archive.too-many later"]);
  expect(await outcomeOf(site.ask("list", "", { inbox: newInbox() }))).toBe("200");
});

it("says that the node is away, and keeps what arrived", async () => {
  const ana = newInbox();
  const file = await sealedFile(1_000);
  site.node.isAway = true;
  expect(await outcomeOf(site.begin(ana, file, file.bytes))).toBe("503 archive.no-node later");
  site.node.isAway = false;
  expect(await outcomeOf(site.receive(ana, file, 1_000, undefined))).toBe("200");
  expect(site.node.pins).toEqual(new Set([file.cid]));
});

it("logs neither who asked nor for what", async () => {
  const lines: unknown[] = [];
  vi.spyOn(console, "error").mockImplementation((...line) => lines.push(...line));
  const ana = newInbox();
  const file = await sealedFile(1_000);
  site.node.isAway = true;
  await site.begin(ana, file, file.bytes);
  vi.restoreAllMocks();
  expect(lines).toHaveLength(1);
  expect(String(lines)).not.toMatch(new RegExp(`${ana}|${file.cid}|${file.id}`));
});
