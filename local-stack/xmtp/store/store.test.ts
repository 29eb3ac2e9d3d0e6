import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DataInUseError, NewerDataError } from "../../errors.ts";
import { ShuttingDownError } from "../shutting-down-error.ts";
import { createClock } from "./clock.ts";
import { openStore, type Store } from "./store.ts";
import { StoreFullError, SyncFailedError, WriteQueue } from "./write-queue.ts";

const groupId = Buffer.from("group");
const message = (content: string) => ({
  groupId,
  data: Buffer.from(content),
  senderHmac: Buffer.of(),
  shouldPush: true,
  isCommit: false,
});
const texts = (rows: { data: Uint8Array }[]) =>
  rows.map(({ data }) => Buffer.from(data).toString());

let folder: string;
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "local-stack-store-"));
  store = await openStore(join(folder, "xmtp.sqlite"));
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const insert = (...contents: string[]) =>
  store.writes.enqueue(() =>
    contents.map((content) => store.groupMessages.insert(message(content))),
  );

describe("group messages", () => {
  it("come in pages, both ways", async () => {
    await insert("1", "2", "3", "4", "5");
    const page = (cursor: bigint, descending: boolean) =>
      texts(store.groupMessages.page(groupId, { cursor, descending, limit: 2 }));
    expect(page(0n, false)).toEqual(["1", "2"]);
    expect(page(2n, false)).toEqual(["3", "4"]);
    expect(page(5n, false)).toEqual([]);
    expect(page(0n, true)).toEqual(["5", "4"]);
    expect(page(4n, true)).toEqual(["3", "2"]);
    expect(page(2n ** 64n - 1n, true)).toEqual(["5", "4"]);
  });

  it("are kept once when sent twice", async () => {
    await insert("same");
    expect(await insert("same")).toEqual([undefined]);
    expect(store.counts().groupMessages).toBe(1);
  });

  it("carry timestamps that only grow, also across a restart", async () => {
    await insert(...Array.from({ length: 50 }, (_, i) => String(i)));
    const before = store.groupMessages.newest(groupId)?.createdNs ?? 0n;
    await store.close();
    store = await openStore(join(folder, "xmtp.sqlite"));
    await insert("after");
    const rows = store.groupMessages.page(groupId, { cursor: 0n, descending: false, limit: 100 });
    const stamps = rows.map(({ createdNs }) => createdNs);
    expect(new Set(stamps).size).toBe(51);
    expect(stamps).toEqual(stamps.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(stamps.at(-1)).toBeGreaterThan(before);
  });
});

describe("the clock", () => {
  it("goes on when the wall clock stands still or is set back", () => {
    const wallMs = [1000, 1000, 500, 2000];
    const clock = createClock(0n, () => wallMs.shift() ?? 0);
    expect([1, 2, 3, 4].map(() => clock.nextNs())).toEqual([
      1_000_000_000n,
      1_000_000_001n,
      1_000_000_002n,
      2_000_000_000n,
    ]);
  });
});

describe("writes", () => {
  it("that fail are undone alone, and the rest of the batch is kept", async () => {
    const failing = store.writes.enqueue(() => {
      store.groupMessages.insert(message("undone"));
      throw new Error("no");
    });
    const kept = insert("kept");
    await expect(failing).rejects.toThrow("no");
    await kept;
    expect(texts([store.groupMessages.newest(groupId) ?? message("none")])).toEqual(["kept"]);
    expect(store.counts().groupMessages).toBe(1);
  });

  it("are acknowledged only when they are on the disk, many by one sync", async () => {
    const database = new DatabaseSync(":memory:");
    const syncs: PromiseWithResolvers<void>[] = [];
    const queue = new WriteQueue(database, () => {
      const sync = Promise.withResolvers<void>();
      syncs.push(sync);
      return sync.promise;
    });
    const seen: string[] = [];
    const write = (name: string) =>
      queue
        .enqueue(
          () => name,
          () => seen.push(`published ${name}`),
        )
        .then(() => seen.push(`told ${name}`));
    const first = [write("a"), write("b")];
    await expect.poll(() => syncs.length).toBe(1);
    const second = [write("c"), write("d")];
    expect(seen).toEqual([]);
    syncs[0]?.resolve();
    await Promise.all(first);
    expect(seen).toEqual(["published a", "published b", "told a", "told b"]);
    await expect.poll(() => syncs.length).toBe(2);
    syncs[1]?.resolve();
    await Promise.all(second);
    expect(syncs).toHaveLength(2);
    database.close();
  });

  it("that the disk did not take are not said to be undone, and are the last", async () => {
    const database = new DatabaseSync(":memory:");
    database.exec("CREATE TABLE t (x TEXT)");
    const sync = Promise.withResolvers<void>();
    let syncs = 0;
    const queue = new WriteQueue(database, () => {
      syncs++;
      return sync.promise;
    });
    const insertText = (text: string) =>
      queue.enqueue(() => database.prepare("INSERT INTO t VALUES (?)").run(text));
    const undone = queue.enqueue(() => {
      throw new Error("no");
    });
    const unknown = insertText("unknown");
    undone.catch(() => {});
    await expect.poll(() => syncs).toBe(1);
    const waiting = insertText("waiting");
    // As a file system does that finds no room only now.
    sync.reject(Object.assign(new Error("no space"), { code: "ENOSPC" }));
    await expect(unknown).rejects.toThrow("what was stored last may be lost");
    await expect(undone).rejects.toThrow("no");
    await expect(waiting).rejects.toThrow(SyncFailedError);
    await expect(insertText("late")).rejects.toThrow("nothing is stored any more");
    expect(database.prepare("SELECT x FROM t").all()).toEqual([{ x: "unknown" }]);
    await queue.close();
    database.close();
  });

  it("are told although what is done after another one fails", async () => {
    const failing = store.writes.enqueue(
      () => "stored",
      () => {
        throw new Error("told nobody");
      },
    );
    const beside = insert("beside");
    await expect(failing).rejects.toThrow("told nobody");
    await beside;
    await insert("later");
    expect(store.counts().groupMessages).toBe(2);
  });

  it("that are waiting when the store closes are still made", async () => {
    const last = insert("last");
    await store.close();
    await last;
    store = await openStore(join(folder, "xmtp.sqlite"));
    expect(store.counts().groupMessages).toBe(1);
  });

  it("are refused after closing", async () => {
    await store.writes.close();
    await expect(insert("late")).rejects.toThrow(ShuttingDownError);
  });

  it("to a full disk are refused, store nothing, and succeed again when there is room", async () => {
    const database = new DatabaseSync(join(folder, "small.sqlite"));
    database.exec("PRAGMA journal_mode = WAL; CREATE TABLE t (x BLOB); PRAGMA max_page_count = 8");
    const queue = new WriteQueue(database);
    const insertKb = (kb: number) =>
      queue.enqueue(() => database.prepare("INSERT INTO t VALUES (zeroblob(?))").run(kb * 1024));
    await expect(insertKb(100)).rejects.toThrow(StoreFullError);
    expect(database.prepare("SELECT count(*) AS n FROM t").get()).toEqual({ n: 0 });
    await insertKb(1);
    expect(database.prepare("SELECT count(*) AS n FROM t").get()).toEqual({ n: 1 });
    database.close();
  });
});

describe("the file", () => {
  it("belongs to one process at a time", async () => {
    await expect(openStore(join(folder, "xmtp.sqlite"))).rejects.toThrow(DataInUseError);
  });

  it("of a newer version is refused and left as it is", async () => {
    const file = join(folder, "newer.sqlite");
    const database = new DatabaseSync(file);
    database.exec("PRAGMA user_version = 99");
    database.close();
    await expect(openStore(file)).rejects.toThrow(NewerDataError);
  });
});

describe("identifiers", () => {
  const wallet = { identifier: "0xabc", kind: 1 };
  const passkey = { identifier: "0xabc", kind: 2 };
  const append = (inboxId: string, members: { identifier: string; kind: number }[]) =>
    store.writes.enqueue(() => store.inboxLog.append(inboxId, Buffer.of(1), members));

  it("belong to the latest inbox that has not revoked them", async () => {
    await append("one", [wallet]);
    await append("two", [wallet]);
    expect(store.inboxLog.inboxIdOf(wallet)).toBe("two");
    await append("two", []);
    expect(store.inboxLog.inboxIdOf(wallet)).toBe("one");
    await append("one", []);
    expect(store.inboxLog.inboxIdOf(wallet)).toBeUndefined();
    await append("one", [wallet]);
    expect(store.inboxLog.inboxIdOf(wallet)).toBe("one");
  });

  it("of different kinds are different", async () => {
    await append("one", [wallet]);
    expect(store.inboxLog.inboxIdOf(passkey)).toBeUndefined();
  });

  it("keep their place while an inbox changes otherwise", async () => {
    await append("one", [wallet]);
    await append("two", [wallet]);
    await append("one", [wallet, { identifier: "0xdef", kind: 1 }]);
    expect(store.inboxLog.inboxIdOf(wallet)).toBe("two");
  });
});
