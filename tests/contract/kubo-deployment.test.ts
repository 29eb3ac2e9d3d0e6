import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createKuboNode } from "@/lib/attachments/server/ipfs/kubo-node.ts";
import { type RealKubo, startRealKubo, whereKuboIs } from "../fakes/real-kubo.ts";

const run = promisify(execFile);
const SCRIPT = path.resolve(import.meta.dirname, "../../deploy/kubo/configure.sh");
const ABSENT = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyka";

const place = whereKuboIs();
const program = place && "program" in place ? place.program : undefined;

describe.skipIf(!program)("Kubo as deploy/kubo sets it up", () => {
  let kubo: RealKubo;
  let cid: string;

  beforeAll(async () => {
    if (!program) return;
    kubo = await startRealKubo({ program }, async (env) => {
      const PATH = `${path.dirname(program)}${path.delimiter}${process.env.PATH}`;
      await run("sh", [SCRIPT], { env: { ...env, PATH } });
    });
    const bytes = Buffer.from("sealed bytes");
    const node = createKuboNode({ rpcUrl: kubo.rpcUrl });
    const source = async function* () {
      yield bytes;
    };
    cid = (await node.add(source())).cid;
  }, 60_000);
  afterAll(() => kubo?.close());

  it("gives what is archived to any page, as bytes that are no page", async () => {
    const response = await fetch(`${kubo.gatewayUrl}/ipfs/${cid}`);
    expect(await response.text()).toBe("sealed bytes");
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("gives blocks and CARs to verify", async () => {
    for (const format of ["raw", "car"]) {
      const response = await fetch(`${kubo.gatewayUrl}/ipfs/${cid}?format=${format}`);
      expect([format, response.status]).toEqual([format, 200]);
    }
  });

  it("looks nowhere else, and does not wait", async () => {
    const begunMs = performance.now();
    const response = await fetch(`${kubo.gatewayUrl}/ipfs/${ABSENT}`);
    expect(response.status).toBe(404);
    expect(performance.now() - begunMs).toBeLessThan(5000);
  });

  it("does nothing for pages by its RPC, and has none at its gateway", async () => {
    const asPage = { method: "POST", headers: { "user-agent": "Mozilla/5.0" } };
    const rpc = await fetch(`${kubo.rpcUrl}/api/v0/repo/gc`, asPage);
    expect(rpc.status).toBe(403);
    const gateway = await fetch(`${kubo.gatewayUrl}/api/v0/version`, { method: "POST" });
    expect(gateway.status).toBeGreaterThanOrEqual(400);
  });

  it("adds by the profile without being told", async () => {
    const body = new FormData();
    body.set("file", new Blob([new Uint8Array(1024 * 1024 + 1)]));
    const response = await fetch(`${kubo.rpcUrl}/api/v0/add`, { method: "POST", body });
    const { Hash } = (await response.json()) as { Hash: string };
    const node = createKuboNode({ rpcUrl: kubo.rpcUrl });
    const source = async function* () {
      yield new Uint8Array(1024 * 1024 + 1);
    };
    expect((await node.add(source())).cid).toBe(Hash);
  });
});
