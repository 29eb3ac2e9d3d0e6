import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalStack } from "../index.ts";
import { startTestStack } from "../test-support/stack.ts";

const MAX_BYTES = 1_000_000;

describe.each(["in memory", "on disk"])("the history server %s", (where) => {
  let folder: string;
  let stack: LocalStack;
  const start = () =>
    startTestStack({
      maxHistoryBytes: MAX_BYTES,
      ...(where === "on disk" && { data: folder }),
    });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "local-stack-history-"));
    stack = await start();
  });

  afterAll(async () => {
    await stack.close();
    rmSync(folder, { recursive: true });
  });

  const keptFiles = () => (where === "on disk" ? readdirSync(join(folder, "history")) : []);
  const upload = (body: Buffer<ArrayBuffer>) =>
    fetch(`${stack.urls.history}/upload`, { method: "POST", body });
  const download = (id: string) => fetch(`${stack.urls.history}/files/${id}`);

  it("gives back what was uploaded, to any page", async () => {
    const archive = Buffer.from("an encrypted archive\0\xff");
    const uploaded = await upload(archive);
    expect(uploaded.status).toBe(200);
    expect(uploaded.headers.get("access-control-allow-origin")).toBe("*");
    const downloaded = await download(await uploaded.text());
    expect(downloaded.headers.get("content-length")).toBe(String(archive.length));
    expect(Buffer.from(await downloaded.arrayBuffer())).toEqual(archive);
  });

  it("refuses more than its limit and keeps nothing of it", async () => {
    const before = keptFiles();
    const refused = await upload(Buffer.alloc(MAX_BYTES + 1));
    expect(refused.status).toBe(413);
    expect(keptFiles()).toEqual(before);
    expect((await upload(Buffer.alloc(MAX_BYTES))).status).toBe(200);
  });

  it.each(["00000000-0000-4000-8000-000000000000", "..%2Fxmtp.sqlite", "nonsense", ""])(
    "does not know the file %j",
    async (id) => {
      expect((await download(id)).status).toBe(404);
    },
  );

  it("knows no file behind a target that is no path", async () => {
    const { port } = new URL(stack.urls.history);
    const status = (path: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        get({ port, host: "127.0.0.1", path }, (response) => {
          response.resume();
          resolve(response.statusCode);
        }).on("error", reject);
      });
    expect(await status("//")).toBe(404);
    expect(await status("http://elsewhere.invalid:99999/files/x")).toBe(404);
  });

  it("does not keep an upload that breaks off", async () => {
    const before = keptFiles();
    const stop = new AbortController();
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(1000)),
    });
    const init = { method: "POST", body: endless, duplex: "half", signal: stop.signal } as const;
    const broken = fetch(`${stack.urls.history}/upload`, init).catch(() => "broken");
    stop.abort();
    expect(await broken).toBe("broken");
    await expect.poll(keptFiles).toEqual(before);
  });

  it("remembers across a restart exactly when it is on disk", async () => {
    const id = await (await upload(Buffer.from("archive"))).text();
    await stack.close();
    stack = await start();
    expect((await download(id)).status).toBe(where === "on disk" ? 200 : 404);
  });
});
