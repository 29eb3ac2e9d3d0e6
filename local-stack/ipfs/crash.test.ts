import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sha256 } from "multiformats/hashes/sha2";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import {
  addTo,
  bytesOf,
  formOf,
  MIB,
  newFolder,
  startTestIpfs,
  type TestIpfs,
} from "../test-support/ipfs.ts";
import { keyBytes } from "./store/block-store.ts";

const CLI = fileURLToPath(new URL("../cli.mjs", import.meta.url));
const PORTS = ["grpc-web", "grpc", "history", "ipfs-rpc", "ipfs-gateway"].flatMap((port) => [
  `--port-${port}`,
  "0",
]);

vi.setConfig({ testTimeout: 60_000 });

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The whole stack in a process of its own, which can die. */
async function startProcess() {
  const args = [
    CLI,
    "up",
    "--ipfs",
    "--no-chain",
    "--no-control",
    "--json",
    "--log-level",
    "error",
    ...PORTS,
  ];
  const child = spawn(process.execPath, [...args, "--data", folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const { urls } = JSON.parse(line.toString()) as { urls: { ipfsRpc: string } };
  return { child, rpcUrl: urls.ipfsRpc };
}

const contentOf = async (ipfs: TestIpfs, cid: string) =>
  Buffer.from(await (await ipfs.call(`cat?arg=${cid}`)).arrayBuffer());

it("keeps what was acknowledged when it is killed, and nothing by half", async () => {
  const { child, rpcUrl } = await startProcess();
  const acknowledged = new Map<string, Uint8Array>();
  const add = async (bytes: Uint8Array<ArrayBuffer>) => {
    const response = await fetch(`${rpcUrl}/api/v0/add`, { method: "POST", body: formOf(bytes) });
    const { Hash } = (await response.json()) as { Hash: string };
    acknowledged.set(Hash, bytes);
  };
  await add(bytesOf(3 * MIB + 1, "the first"));
  const adding = Promise.allSettled(
    Array.from({ length: 10 }, (_, index) => add(bytesOf(2 * MIB + index, `file ${index}`))),
  );
  while (acknowledged.size < 2) await new Promise(setImmediate);
  child.kill("SIGKILL");
  await once(child, "exit");
  await adding;

  const ipfs = await startTestIpfs({ folder: join(folder, "ipfs") });
  for (const [cid, bytes] of acknowledged) {
    expect((await ipfs.call(`pin/ls?arg=${cid}`)).status).toBe(200);
    expect((await contentOf(ipfs, cid)).equals(bytes)).toBe(true);
  }
  const blocks = readdirSync(join(ipfs.folder, "blocks"), { recursive: true, withFileTypes: true });
  for (const block of blocks.filter((each) => each.isFile())) {
    const { bytes: hash } = await sha256.digest(readFileSync(join(block.parentPath, block.name)));
    expect(keyBytes(block.name)).toEqual(hash);
  }
  await ipfs.stop();
});

it("knows after a restart what is pinned, and what goes", async () => {
  const first = await startTestIpfs({ folder });
  const kept = bytesOf(2 * MIB + 1, "kept");
  const keptCid = await addTo(first, kept);
  const droppedCid = await addTo(first, bytesOf(2 * MIB + 2, "dropped"));
  await first.call(`pin/rm?arg=${droppedCid}`);
  await first.stop();

  const second = await startTestIpfs({ folder });
  expect(second.counts()).toMatchObject({ pins: 1, blocks: 8 });
  await second.call("repo/gc");
  expect(second.counts()).toMatchObject({ pins: 1, blocks: 4 });
  expect((await contentOf(second, keptCid)).equals(kept)).toBe(true);
  expect((await second.get(`/ipfs/${droppedCid}`)).status).toBe(404);
  await second.stop();
});
