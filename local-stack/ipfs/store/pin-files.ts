import { mkdirSync, readdirSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { syncFolder } from "../../sync-folder.ts";

/** What is pinned, with all that it leads to, by its CID as text. */
export type Pins = {
  has(cid: string): boolean;
  all(): string[];
  /** Resolves when it is kept. */
  add(cid: string): Promise<void>;
  remove(cid: string): Promise<void>;
};

/** A pin is a file without content, so that it is there or not, and never half. In memory without a folder. */
export function openPins(folder: string | undefined): Pins {
  if (folder) mkdirSync(folder, { recursive: true });
  const pinned = new Set(folder ? readdirSync(folder) : []);
  // One change at a time: of two on one CID the later holds, on the disk too.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (change: () => Promise<void>): Promise<void> => {
    const turn = last.then(change);
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    has: (cid) => pinned.has(cid),
    all: () => [...pinned],
    add: (cid) =>
      inTurn(async () => {
        if (pinned.has(cid)) return;
        if (folder) await makeFile(folder, cid);
        pinned.add(cid);
      }),
    remove: (cid) =>
      inTurn(async () => {
        if (!pinned.has(cid)) return;
        if (folder) await removeFile(folder, cid);
        pinned.delete(cid);
      }),
  };
}

async function makeFile(folder: string, name: string): Promise<void> {
  const handle = await open(join(folder, name), "w");
  await handle.close();
  await syncFolder(folder);
}

async function removeFile(folder: string, name: string): Promise<void> {
  await rm(join(folder, name), { force: true });
  await syncFolder(folder);
}
