import { mkdtempSync, rmSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UnsureChangeError } from "../../snapshots/part.ts";
import { openDatabase } from "./open-database.ts";
import { openStore, type Store } from "./store.ts";
import { stageStore } from "./whole-store.ts";
import { SyncFailedError, WriteQueue } from "./write-queue.ts";

const groupId = Buffer.from("group");

let root: string;
let stores: Store[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "whole-store-"));
  stores = [];
});
afterEach(async () => {
  for (const store of stores) await store.close();
  rmSync(root, { recursive: true });
});

async function open(file: string): Promise<Store> {
  const store = await openStore(file);
  stores.push(store);
  return store;
}

const insert = ({ writes, groupMessages }: Store, text: string) =>
  writes.enqueue(() =>
    groupMessages.insert({
      groupId,
      data: Buffer.from(text),
      senderHmac: Buffer.of(),
      shouldPush: true,
      isCommit: false,
    }),
  );

const texts = ({ groupMessages }: Store) =>
  groupMessages
    .page(groupId, { cursor: 0n, descending: false, limit: 9 })
    .map(({ data }) => Buffer.from(data).toString());

describe("a store", () => {
  it("comes back to a copy while others of the same process do", async () => {
    const copy = await mkdtemp(join(root, "copy-"));
    const files = [":memory:", ":memory:", join(root, "xmtp.sqlite")];
    for (const file of files) await insert(await open(file), "kept");
    stores[0]?.save(copy);
    for (const store of stores) await insert(store, "gone");
    const staged = await Promise.all(stores.map((store) => store.stage(copy)));
    await Promise.all(staged.map(({ commit }) => commit()));
    expect(stores.map(texts)).toEqual([["kept"], ["kept"], ["kept"]]);
  });

  it("leaves nothing of a change that is given up, made, or cannot be made", async () => {
    const copy = await mkdtemp(join(root, "copy-"));
    const store = await open(join(root, "xmtp.sqlite"));
    store.save(copy);
    const before = await readdir(root);
    await (await store.stage(copy)).abort();
    await (await store.stage(copy)).commit();
    await writeFile(join(copy, "xmtp.sqlite"), "no database, and long enough to be taken for one");
    await expect(store.stage(copy)).rejects.toThrow("not a database");
    await rm(join(copy, "xmtp.sqlite"));
    await expect(store.stage(copy)).rejects.toThrow("ENOENT");
    expect(await readdir(root)).toEqual(before);
  });

  it("says that it may have changed only when the disk failed after it did", async () => {
    const database = openDatabase(":memory:");
    const writes = new WriteQueue(database, () => Promise.reject(new Error("no disk")));
    const commit = async () => (await stageStore(database, writes, undefined, undefined)).commit();
    await expect(commit()).rejects.toThrow(UnsureChangeError);
    await expect(commit()).rejects.toThrow(SyncFailedError);
    database.close();
  });
});
