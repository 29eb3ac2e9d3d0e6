import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, readdir, rename } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { wordStack } from "../test-support/word-stack.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "snapshots-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const setUp = () => wordStack({ root });

describe("snapshots", () => {
  it("bring back all parts, as often as one likes", async () => {
    const { snapshots, words, change } = setUp();
    const info = await snapshots.save("one");
    expect(info).toMatchObject({ name: "one", bytes: 3, parts: ["xmtp", "history", "chain"] });
    for (let round = 0; round < 2; round += 1) {
      change();
      await snapshots.restore("one");
      expect(words()).toBe("abc");
    }
    expect(await snapshots.list()).toEqual([info]);
    await snapshots.reset();
    expect(words()).toBe("");
  });

  it("take a name once, unless they are to be replaced", async () => {
    const { snapshots, words, change } = setUp();
    await snapshots.save("one");
    change();
    await expect(snapshots.save("one")).rejects.toThrow("There is a snapshot one already.");
    await snapshots.save("one", { replace: true });
    await snapshots.restore("one");
    expect(words()).toBe("zzz");
    expect(await readdir(join(root, "kept"))).toEqual(["one"]);
  });

  it("are written one after the other, and never while the stack changes", async () => {
    const { snapshots, words } = setUp();
    await Promise.all([snapshots.save("one"), snapshots.reset(), snapshots.save("two")]);
    expect(words()).toBe("");
    await snapshots.restore("one");
    expect(words()).toBe("abc");
    await snapshots.restore("two");
    expect(words()).toBe("");
  });

  it.each(["", "..", "../x", "a/b", ".hidden", "x".repeat(65), "a b"])(
    "have no name like %j",
    async (name) => {
      const { snapshots } = setUp();
      await expect(snapshots.save(name)).rejects.toThrow("A snapshot's name has letters");
      await expect(snapshots.restore(name)).rejects.toThrow("A snapshot's name has letters");
    },
  );

  it("leave nothing behind when one cannot be written", async () => {
    const { parts, snapshots } = setUp();
    await snapshots.save("one");
    parts[2].failsAt = "save";
    await expect(snapshots.save("two")).rejects.toThrow("no room");
    await expect(snapshots.save("one", { replace: true })).rejects.toThrow("no room");
    expect(await readdir(join(root, "kept"))).toEqual(["one"]);
    await snapshots.restore("one");
  });

  it("sweep away at the next start what a killed process left, and nothing else", async () => {
    const { snapshots, words } = setUp();
    await snapshots.save("one");
    await snapshots.save("two");
    const kept = join(root, "kept");
    const gone = "4194305-0123abcd";
    await rename(join(kept, "one"), join(kept, `.old-${gone}-one`));
    await mkdir(join(kept, `.old-${gone}-two`));
    await mkdir(join(kept, `.part-${gone}`));
    await mkdir(join(kept, `.part-${process.pid}-0123abcd`));
    const others = [`.part-${process.ppid}-0123abcd`, ".partner-of-mine"];
    for (const other of others) await mkdir(join(kept, other));

    const again = setUp();
    await again.snapshots.recover();
    expect((await readdir(kept)).toSorted()).toEqual([...others, "one", "two"]);
    again.change();
    await again.snapshots.restore("one");
    expect(again.words()).toBe(words());
  });

  it("are not swept away by a stack that starts while another writes", async () => {
    const { parts, snapshots } = setUp();
    const { save } = parts[2];
    parts[2].save = async (folder) => {
      await setUp().snapshots.recover();
      await save(folder);
    };
    await expect(snapshots.save("one")).resolves.toMatchObject({ bytes: 3 });
  });
});
