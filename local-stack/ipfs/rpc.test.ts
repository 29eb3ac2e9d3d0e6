import { readdirSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addTo, bytesOf, formOf, MIB, startTestIpfs, type TestIpfs } from "../test-support/ipfs.ts";

const ABSENT = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyka";
const SMALL = bytesOf(1000, "small");

describe("the RPC", () => {
  let ipfs: TestIpfs;
  beforeAll(async () => {
    ipfs = await startTestIpfs({ maxBytes: 64 * MIB });
  });
  afterAll(() => ipfs.close());

  /** Headers that `fetch` does not let one set. */
  const statusWith = (headers: Record<string, string>, path = "/api/v0/version") =>
    new Promise<number | undefined>((resolve, reject) => {
      const { port } = new URL(ipfs.rpcUrl);
      const asked = request({ host: "127.0.0.1", port, path, method: "POST", headers });
      asked.on("response", (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asked.on("error", reject).end();
    });

  it("obeys whoever is on this machine", async () => {
    expect(await statusWith({})).toBe(200);
    expect(await statusWith({ host: "localhost:5559" })).toBe(200);
  });

  it.each<Record<string, string>>([
    { origin: "https://evil.example" },
    { origin: "http://localhost:3000" },
    { origin: "null" },
    { referer: "http://localhost:3000/" },
    { "sec-fetch-site": "same-origin" },
    { "user-agent": "Mozilla/5.0 (X11; Linux x86_64)" },
    { host: "evil.example" },
    { host: "192.168.1.2:5559" },
  ])("obeys no page (%o)", async (headers) => {
    expect(await statusWith(headers)).toBe(403);
    expect(await statusWith(headers, "/api/v0/repo/gc")).toBe(403);
  });

  it("opens itself to no page", async () => {
    const response = await fetch(`${ipfs.rpcUrl}/api/v0/add`, { method: "OPTIONS" });
    expect(response.status).toBe(405);
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("takes POST alone, and commands that it has", async () => {
    expect((await ipfs.call("version", { method: "GET" })).status).toBe(405);
    for (const command of ["shutdown", "constructor", "version/", ""]) {
      expect((await ipfs.call(command)).status).toBe(404);
    }
    expect(await statusWith({}, "//")).toBe(404);
  });

  it("adds a file under its name, and keeps the name nowhere", async () => {
    const response = await ipfs.call("add", { body: formOf(SMALL, "passport.pdf") });
    expect(await response.json()).toEqual({
      Name: "passport.pdf",
      Hash: expect.stringMatching(/^bafkrei/),
      Size: "1000",
    });
    expect(readdirSync(ipfs.folder, { recursive: true }).join()).not.toContain("passport");
  });

  it("says what it would be, and keeps nothing of it", async () => {
    const before = ipfs.counts();
    const bytes = bytesOf(2 * MIB, "only hash");
    const response = await ipfs.call("add?only-hash=true", { body: formOf(bytes) });
    const { Hash } = (await response.json()) as { Hash: string };
    expect(ipfs.counts()).toEqual(before);
    expect(await addTo(ipfs, bytes)).toBe(Hash);
  });

  it.each([
    "cid-version=0",
    "raw-leaves=false",
    "chunker=size-262144",
    "hash=blake3",
    "pin=perhaps",
  ])("adds by no other profile (%s)", async (option) => {
    const response = await ipfs.call(`add?${option}`, { body: formOf(SMALL) });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ Code: 1, Type: "error" });
  });

  it.each([
    ["no multipart", { body: "bytes", headers: { "content-type": "text/plain" } }],
    ["no file", { body: new FormData() }],
    [
      "half a body",
      {
        body: '--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\nbytes',
        headers: { "content-type": "multipart/form-data; boundary=b" },
      },
    ],
  ])("adds nothing of %s", async (_, init) => {
    const before = ipfs.counts();
    expect((await ipfs.call("add", init)).ok).toBe(false);
    expect(ipfs.counts()).toEqual(before);
  });

  it("gives a part of a file", async () => {
    const bytes = bytesOf(2 * MIB + 10, "cat");
    const cid = await addTo(ipfs, bytes);
    const response = await ipfs.call(`cat?arg=/ipfs/${cid}&offset=1048570&length=20`);
    const part = Buffer.from(await response.arrayBuffer());
    expect(part.equals(bytes.subarray(1_048_570, 1_048_590))).toBe(true);
  });

  it("says what is wrong in Kubo's words", async () => {
    const saying = async (command: string) => {
      const response = await ipfs.call(command);
      return { status: response.status, ...((await response.json()) as object) };
    };
    expect(await saying(`pin/ls?arg=${ABSENT}`)).toEqual({
      status: 500,
      Message: `path '${ABSENT}' is not pinned`,
      Code: 0,
      Type: "error",
    });
    expect(await saying(`pin/rm?arg=${ABSENT}`)).toMatchObject({
      Message: "not pinned or pinned indirectly",
    });
    expect(await saying(`pin/add?arg=${ABSENT}`)).toMatchObject({
      Message: expect.stringContaining("could not find"),
    });
    expect(await saying("pin/add")).toMatchObject({ status: 400, Code: 1 });
    expect(await saying("cat?arg=nonsense")).toMatchObject({ status: 400, Code: 1 });
  });

  it("takes no more than it has room for, says so, and keeps nothing of what was too much", async () => {
    const full = await startTestIpfs({ maxBytes: 2 * MIB });
    const response = await full.call("add", { body: formOf(bytesOf(12 * MIB, "too much")) });
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({
      Message: expect.stringMatching("no space left"),
    });
    await full.call("repo/gc");
    expect(full.counts()).toEqual({ blocks: 0, bytes: 0, pins: 0 });
    expect(readdirSync(join(full.folder, "blocks"), { recursive: true }).join()).not.toContain(
      ".part",
    );
    await addTo(full, bytesOf(MIB, "fits"));
    await full.close();
  });
});
