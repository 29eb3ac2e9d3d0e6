import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ArchiveServer } from "@/tests/fakes/archive-server.ts";
import { SpoiledGateway } from "@/tests/fakes/spoiled-gateway.ts";
import { importFile } from "@/tests/fakes/unixfs-blocks.ts";
import { abandonUpload, type SendRequest, type UploadContext, uploadFile } from "./upload-file.ts";

const ID = "0189aaaa-0000-8000-8000-000000000000";
const PART = 8 * 1024 * 1024;

let archive: ArchiveServer;
let server: Server;
let origin: string;
beforeEach(async () => {
  archive = new ArchiveServer(new SpoiledGateway());
  server = createServer((request, response) => void archive.answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const send: SendRequest = async ({ method, path, body, signal, onSent }) => {
  const response = await fetch(origin + path, { method, body: body ?? null, signal });
  if (body) onSent?.(body.size);
  return { status: response.status, text: await response.text() };
};

/** Time passes at once; what was waited for is written down. */
function context(more: Partial<UploadContext> = {}) {
  const paused: number[] = [];
  const progress: number[] = [];
  let sessions = 0;
  return {
    paused,
    progress,
    sessions: () => sessions,
    signal: new AbortController().signal,
    onProgress: (fraction: number) => void progress.push(fraction),
    openSession: async () => {
      sessions++;
      archive.hasSession = true;
    },
    send,
    pause: async (ms: number) => void paused.push(ms),
    ...more,
  };
}

async function fileOf(length: number) {
  const bytes = Uint8Array.from({ length }, (_, at) => (at * 7) & 0xff);
  const { cid } = await importFile(bytes);
  return { id: ID, cid, bytes: new Blob([bytes]) };
}

const code = (name: string) => expect.objectContaining({ code: name });

describe("an upload", { timeout: 30_000 }, () => {
  it("of a small file is one request", async () => {
    const file = await fileOf(1_000);
    const ran = context();
    expect(await uploadFile(file, ran)).toMatchObject({ cid: file.cid, sizeBytes: 1_000 });
    expect(archive.requests).toEqual(["POST"]);
    expect(ran.progress.at(-1)).toBe(1);
  });

  it("of a large file goes in parts", async () => {
    const file = await fileOf(2 * PART + 5);
    expect(await uploadFile(file, context())).toMatchObject({ cid: file.cid });
    expect(archive.requests).toEqual(["GET", "POST", `PATCH ${PART}`, `PATCH ${2 * PART}`]);
  });

  it("goes on where the connection broke off, in the middle of a part too", async () => {
    const file = await fileOf(2 * PART);
    archive.upsets.push("cut-answer", "cut-body");
    const ran = context();
    expect(await uploadFile(file, ran)).toMatchObject({ cid: file.cid });
    const [, , , first, , last] = archive.requests;
    expect(first).toBe(`PATCH ${PART}`);
    expect(last).toBe(`PATCH ${PART + (PART >> 1)}`);
    expect(ran.paused).toEqual([500, 500]);
  });

  it("goes on in another page from where the server stands", async () => {
    const file = await fileOf(2 * PART);
    const stopping = new AbortController();
    const first = context({
      signal: stopping.signal,
      onProgress: (fraction) => {
        if (fraction > 0.4) stopping.abort(new Error("the page is gone"));
      },
    });
    await expect(uploadFile(file, first)).rejects.toThrow("the page is gone");
    archive.requests.length = 0;
    expect(await uploadFile(file, context())).toMatchObject({ cid: file.cid });
    expect(archive.requests[0]).toBe("GET");
    expect(archive.requests).not.toContain("POST");
  });

  it("is known to be done when the last answer was lost", async () => {
    const file = await fileOf(1_000);
    archive.upsets.push("cut-answer");
    expect(await uploadFile(file, context())).toMatchObject({ cid: file.cid });
    expect(archive.requests).toEqual(["POST", "POST"]);
  });

  it("waits longer each time while nobody answers, up to half a minute, and never gives up", async () => {
    const file = await fileOf(10);
    let away = 12;
    const ran = context({
      send: (request) => (away-- > 0 ? Promise.reject(new TypeError("offline")) : send(request)),
    });
    expect(await uploadFile(file, ran)).toMatchObject({ cid: file.cid });
    expect(ran.paused.slice(0, 3)).toEqual([500, 1_000, 2_000]);
    expect(Math.max(...ran.paused)).toBe(30_000);
    expect(ran.paused).toHaveLength(12);
  });

  it("opens a session when the server knows of none", async () => {
    archive.hasSession = false;
    const file = await fileOf(10);
    const ran = context();
    expect(await uploadFile(file, ran)).toMatchObject({ cid: file.cid });
    expect(ran.sessions()).toBe(1);
    expect(ran.paused).toEqual([]);
  });

  it("fails as its session does that can't be opened", async () => {
    archive.hasSession = false;
    const refusal = Object.assign(new Error("no"), { code: "session.not-a-member" });
    const ran = context({ openSession: () => Promise.reject(refusal) });
    await expect(uploadFile(await fileOf(10), ran)).rejects.toEqual(code("session.not-a-member"));
  });

  it.each(["archive.quota", "archive.too-large", "archive.wrong-cid"])(
    "fails with %s at once",
    async (refusal) => {
      archive.upsets.push({ status: 413, code: refusal });
      const ran = context();
      await expect(uploadFile(await fileOf(10), ran)).rejects.toEqual(code(refusal));
      expect(ran.paused).toEqual([]);
    },
  );

  it("asks again where the server is busy, but not for ever", async () => {
    const file = await fileOf(10);
    archive.upsets.push({ status: 503, code: "archive.no-node" });
    expect(await uploadFile(file, context())).toMatchObject({ cid: file.cid });
    for (let times = 0; times < 20; times++)
      archive.upsets.push({ status: 503, code: "archive.no-node" });
    const other = { ...(await fileOf(11)), id: ID.replace("0189", "0190") };
    await expect(uploadFile(other, context())).rejects.toEqual(code("archive.no-node"));
  });

  it("believes no other CID than its own", async () => {
    archive.saysCid = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
    await expect(uploadFile(await fileOf(10), context())).rejects.toEqual(
      code("archive.wrong-cid"),
    );
  });

  it("that won't come is told to the server, which may not know of it", async () => {
    await abandonUpload(ID, context());
    expect(archive.requests).toEqual(["DELETE"]);
  });
});
