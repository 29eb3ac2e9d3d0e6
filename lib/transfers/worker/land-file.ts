import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { LandingFailure } from "../ports.ts";
import type { LandNews, LandOrder } from "./land-protocol.ts";
import { landingFolder, landingName } from "./landing-folder.ts";

/** A worker that was ended holds its file for another moment. */
const RELEASED_WITHIN_MS = 2_000;
const TRY_EVERY_MS = 50;
const READ_BYTES = 1024 * 1024;

/** What only workers may do with a file; the types of pages don't know it. */
type Access = {
  getSize(): number;
  read(bytes: Uint8Array, options: { at: number }): number;
  write(bytes: Uint8Array, options: { at: number }): number;
  flush(): void;
  close(): void;
};
type SyncHandle = { createSyncAccessHandle(): Promise<Access> };

/** Writes one file and counts it over, one order after the other. */
export function fileLander(tell: (news: LandNews) => void): (order: LandOrder) => void {
  const hash = sha256.create();
  let access: Access | undefined;
  let offset = 0;
  let turn: Promise<void> = Promise.resolve();

  async function open({ networkName, key, sizeBytes }: Extract<LandOrder, { kind: "open" }>) {
    access = await openAccess(networkName, key);
    const size = access.getSize();
    if (await isTooMuch(sizeBytes - size)) return fail("no-room");
    for (; offset < size; ) {
      const part = new Uint8Array(Math.min(READ_BYTES, size - offset));
      access.read(part, { at: offset });
      hash.update(part);
      offset += part.length;
    }
    tell({ kind: "opened", bytesOnDisk: offset });
  }

  function write(bytes: Uint8Array): void {
    if (!access) return;
    try {
      if (access.write(bytes, { at: offset }) < bytes.length) throw new Error("It took a part");
    } catch {
      fail("no-room");
      return;
    }
    hash.update(bytes);
    offset += bytes.length;
    tell({ kind: "written", offset });
  }

  function close(): void {
    access?.flush();
    access?.close();
    access = undefined;
  }

  function fail(why: LandingFailure): void {
    access?.close();
    access = undefined;
    tell({ kind: "failed", why });
  }

  async function carryOut(order: LandOrder): Promise<void> {
    switch (order.kind) {
      case "open":
        return open(order);
      case "write":
        return write(order.bytes);
      case "digest":
        access?.flush();
        return tell({ kind: "digested", sha256: bytesToHex(hash.clone().digest()) });
      case "close":
        close();
        return tell({ kind: "closed" });
    }
  }

  return (order) => {
    turn = turn.then(() => carryOut(order)).catch(() => fail("no-store"));
  };
}

async function openAccess(networkName: string, key: string): Promise<Access> {
  const folder = await landingFolder(networkName);
  const handle = await folder.getFileHandle(landingName(key), { create: true });
  for (let waitedMs = 0; ; waitedMs += TRY_EVERY_MS) {
    try {
      return await (handle as unknown as SyncHandle).createSyncAccessHandle();
    } catch (error) {
      if (waitedMs >= RELEASED_WITHIN_MS) throw error;
      await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS));
    }
  }
}

/** More than the browser gives this site; one that does not say gives what it takes. */
async function isTooMuch(bytes: number): Promise<boolean> {
  const { quota, usage = 0 } = await navigator.storage.estimate();
  return quota !== undefined && bytes > quota - usage;
}
