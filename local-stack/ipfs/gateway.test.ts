import { CarReader } from "@ipld/car/reader";
import { sha256 } from "multiformats/hashes/sha2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addTo, bytesOf, MIB, startTestIpfs, type TestIpfs } from "../test-support/ipfs.ts";

const ABSENT = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyka";
const FILE = bytesOf(3 * MIB + 100, "file");
const SMALL = bytesOf(1000, "small");

describe("the gateway", () => {
  let ipfs: TestIpfs;
  let file: string;
  let small: string;

  beforeAll(async () => {
    ipfs = await startTestIpfs();
    file = await addTo(ipfs, FILE);
    small = await addTo(ipfs, SMALL);
  });
  afterAll(() => ipfs.close());

  const bodyOf = async (path: string, headers: Record<string, string> = {}) => {
    const response = await ipfs.get(path, { headers });
    return { response, body: Buffer.from(await response.arrayBuffer()) };
  };
  const carOf = async (path: string, headers: Record<string, string> = {}) => {
    const { response, body } = await bodyOf(path, headers);
    expect(response.status).toBe(200);
    const car = await CarReader.fromBytes(body);
    const blocks = [];
    for await (const block of car.blocks()) {
      expect(await sha256.digest(block.bytes)).toEqual(block.cid.multihash);
      blocks.push(block);
    }
    return { response, roots: (await car.getRoots()).map(String), blocks };
  };

  it("gives the file itself, to save and never to show", async () => {
    const { response, body } = await bodyOf(`/ipfs/${file}`);
    expect(body.equals(FILE)).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename="${file}"`,
      "content-length": String(FILE.length),
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "cache-control": "public, max-age=29030400, immutable",
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
      etag: `"${file}"`,
    });
  });

  it("tells about it without giving it", async () => {
    const response = await ipfs.get(`/ipfs/${file}`, { method: "HEAD" });
    expect(response.headers.get("content-length")).toBe(String(FILE.length));
    expect((await response.arrayBuffer()).byteLength).toBe(0);
  });

  it.each([
    ["bytes=0-0", 0, 1],
    ["bytes=1048570-1048580", 1_048_570, 1_048_581],
    ["bytes=3145728-", 3 * MIB, FILE.length],
    ["bytes=-10", FILE.length - 10, FILE.length],
    ["bytes=5-99999999", 5, FILE.length],
  ])("gives a part of it (%s)", async (range, from, to) => {
    const { response, body } = await bodyOf(`/ipfs/${file}`, { range });
    expect(response.status).toBe(206);
    expect(response.headers.get("content-range")).toBe(`bytes ${from}-${to - 1}/${FILE.length}`);
    expect(body.equals(FILE.subarray(from, to))).toBe(true);
  });

  it("says where it ends when asked for more", async () => {
    const { response } = await bodyOf(`/ipfs/${file}`, { range: "bytes=99999999-" });
    expect(response.status).toBe(416);
    expect(response.headers.get("content-range")).toBe(`bytes */${FILE.length}`);
  });

  it("gives all of it where the range means nothing, or another version was meant", async () => {
    const headers: Record<string, string>[] = [
      { range: "bytes=9-3" },
      { range: "lines=1-2" },
      { range: "bytes=0-1,5-6" },
      { range: "bytes=0-1", "if-range": '"other"' },
    ];
    for (const asked of headers) {
      const { response, body } = await bodyOf(`/ipfs/${small}`, asked);
      expect([response.status, body.length]).toEqual([200, SMALL.length]);
    }
  });

  it("does not give again what somebody has", async () => {
    const { response, body } = await bodyOf(`/ipfs/${file}`, { "if-none-match": `"${file}"` });
    expect([response.status, body.length]).toEqual([304, 0]);
  });

  it.each([
    ["?format=raw", {}],
    ["", { accept: "application/vnd.ipld.raw" }],
  ])("gives one block (%s %o)", async (query, headers) => {
    const { response, body } = await bodyOf(`/ipfs/${small}${query}`, headers);
    expect(body.equals(SMALL)).toBe(true);
    expect(response.headers.get("content-type")).toBe("application/vnd.ipld.raw");
    expect(response.headers.get("content-disposition")).toContain(`${small}.bin`);
  });

  it.each([
    ["?format=car", {}],
    ["", { accept: "application/vnd.ipld.car; version=1; order=dfs; dups=n" }],
    ["?format=car&dag-scope=entity", {}],
  ])("gives all blocks to verify, depth first (%s %o)", async (query, headers) => {
    const { response, roots, blocks } = await carOf(`/ipfs/${file}${query}`, headers);
    expect(roots).toEqual([file]);
    expect(blocks[0]?.cid.toString()).toBe(file);
    const content = Buffer.concat(blocks.slice(1).map(({ bytes }) => bytes));
    expect(content.equals(FILE)).toBe(true);
    expect(response.headers.get("content-type")).toBe(
      "application/vnd.ipld.car; version=1; order=dfs; dups=n",
    );
  });

  it("gives the root alone, or the blocks of some bytes alone", async () => {
    const count = async (query: string) =>
      (await carOf(`/ipfs/${file}?format=car&${query}`)).blocks.length;
    expect(await count("dag-scope=block")).toBe(1);
    expect(await count("entity-bytes=0:9")).toBe(2);
    expect(await count("entity-bytes=1048570:1048580")).toBe(3);
    expect(await count("entity-bytes=-10:*")).toBe(2);
    expect(await count("entity-bytes=99999999:*")).toBe(1);
    expect(await count("entity-bytes=0:*")).toBe(5);
  });

  it("gives a block that comes twice once, unless it is wanted each time", async () => {
    const cid = await addTo(ipfs, new Uint8Array(3 * MIB));
    expect((await carOf(`/ipfs/${cid}?format=car`)).blocks).toHaveLength(2);
    expect((await carOf(`/ipfs/${cid}?format=car&car-dups=y`)).blocks).toHaveLength(4);
    expect((await bodyOf(`/ipfs/${cid}`)).body.length).toBe(3 * MIB);
  });

  it("has another tag for each way of giving it", async () => {
    const queries = ["", "?format=raw", "?format=car", "?format=car&dag-scope=block"];
    queries.push("?format=car&entity-bytes=0:9", "?format=car&entity-bytes=-9:*");
    const tags = await Promise.all(
      queries.map(async (query) =>
        (await bodyOf(`/ipfs/${file}${query}`)).response.headers.get("etag"),
      ),
    );
    expect(new Set(tags).size).toBe(queries.length);
  });

  it.each([
    [404, `/ipfs/${ABSENT}`],
    [404, `/ipfs/${ABSENT}?format=car`],
    [404, "/"],
    [404, "/ipfs/"],
    [404, "/ipns/example.org"],
    [404, `/ipfs/${ABSENT}/index.html`],
    [404, "//"],
    [400, "/ipfs/nonsense"],
  ])("answers %i at once for %s, and does not have that kept", async (status, path) => {
    const { response } = await bodyOf(path);
    expect(response.status).toBe(status);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
  });

  it.each([
    [406, "?format=tar"],
    [406, "?format=car&car-version=2"],
    [400, "?format=car&dag-scope=some"],
    [400, "?format=car&entity-bytes=x"],
  ])("answers %i for %s", async (status, query) => {
    expect((await bodyOf(`/ipfs/${file}${query}`)).response.status).toBe(status);
  });

  it("takes nothing", async () => {
    for (const method of ["POST", "PUT", "DELETE"]) {
      expect((await ipfs.get(`/ipfs/${file}`, { method })).status).toBe(405);
    }
  });

  it("lets any page ask", async () => {
    const response = await ipfs.get(`/ipfs/${file}`, { method: "OPTIONS" });
    expect(response.status).toBe(204);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("access-control-allow-headers")).toContain("Range");
  });
});
