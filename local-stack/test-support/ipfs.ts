import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { refuseBrowsers } from "../ipfs/rpc/refuse-browsers.ts";
import { startIpfs } from "../ipfs/start-ipfs.ts";
import { listenHttp } from "../xmtp/wire/listen.ts";

export const MIB = 1024 * 1024;

/** An IPFS node alone, on ports of its own, and how a test speaks to it. */
export type TestIpfs = Awaited<ReturnType<typeof startTestIpfs>>;

export async function startTestIpfs({ maxBytes = 1024 * MIB, folder = newFolder() } = {}) {
  const ipfs = await startIpfs({ folder, maxBytes }, pino({ level: "silent" }));
  const anyPort = { host: "127.0.0.1", port: 0, setting: "" };
  const rpc = await listenHttp(anyPort, refuseBrowsers(ipfs.rpc));
  const gateway = await listenHttp(anyPort, ipfs.gateway);
  return {
    folder,
    rpcUrl: rpc.url,
    gatewayUrl: gateway.url,
    counts: ipfs.counts,
    call: (command: string, init: RequestInit = {}) =>
      fetch(`${rpc.url}/api/v0/${command}`, { method: "POST", ...init }),
    get: (path: string, init: RequestInit = {}) => fetch(`${gateway.url}${path}`, init),
    /** Keeps what is on the disk. */
    stop: async () => {
      await Promise.all([rpc.close(), gateway.close()]);
    },
    close: async () => {
      await Promise.all([rpc.close(), gateway.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "local-stack-ipfs-"));
}

/** A multipart body, as Kubo's clients send it. */
export function formOf(bytes: Uint8Array<ArrayBuffer>, name = ""): FormData {
  const form = new FormData();
  form.set("file", new Blob([bytes]), name);
  return form;
}

/** Adds and pins. */
export async function addTo(ipfs: TestIpfs, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const response = await ipfs.call("add", { body: formOf(bytes) });
  if (!response.ok) throw new Error(await response.text());
  return ((await response.json()) as { Hash: string }).Hash;
}

/** The same bytes each time for one word, and no two chunks alike. */
export function bytesOf(size: number, word: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  for (let start = 0; start < size; start += 4096) {
    const digest = createHash("sha256").update(`${word} ${start}`).digest();
    bytes.set(digest.subarray(0, size - start), start);
  }
  return bytes;
}
