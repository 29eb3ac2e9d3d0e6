import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { KeepingPart } from "./part.ts";
import { createSnapshots } from "./snapshots.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "snapshots-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A part that keeps a word, and may fail at any step. */
function wordPart(name: KeepingPart["name"], first: string) {
  const part = {
    name,
    word: first,
    failsAt: "" as "" | "save" | "stage" | "commit",
    staged: 0,
    async save(folder: string) {
      if (part.failsAt === "save") throw new Error("no room");
      await writeFile(join(folder, "word"), part.word);
    },
    async stage(folder: string | undefined) {
      if (part.failsAt === "stage") throw new Error("cannot be read");
      const next = folder ? await readFile(join(folder, "word"), "utf8") : "";
      part.staged += 1;
      return {
        async commit() {
          if (part.failsAt === "commit") throw new Error("the disk is full");
          part.staged -= 1;
          part.word = next;
        },
        async abort() {
          part.staged -= 1;
        },
      };
    },
  };
  return part;
}

function setUp({ data }: { data?: string } = {}) {
  const parts = [wordPart("xmtp", "a"), wordPart("history", "b"), wordPart("chain", "c")] as const;
  const snapshots = createSnapshots({
    parts,
    folder: join(root, "kept"),
    data,
    alone: (task) => task(),
  });
  const words = () => parts.map(({ word }) => word).join("");
  const change = () => {
    for (const part of parts) part.word = "z";
  };
  return { parts, snapshots, words, change };
}

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

  const manifest = () => join(root, "kept", "one", "manifest.json");
  const file = (part: string) => join(root, "kept", "one", part, "word");
  const alter = async (change: (manifest: Record<string, unknown>) => void) => {
    const found = JSON.parse(await readFile(manifest(), "utf8"));
    change(found);
    await writeFile(manifest(), JSON.stringify(found));
  };

  it.each([
    [
      "that is not there",
      () => rm(join(root, "kept", "one"), { recursive: true }),
      "There is no snapshot one.",
    ],
    ["without a manifest", () => rm(manifest()), "one is broken: it has no manifest.json"],
    ["with half a manifest", () => writeFile(manifest(), '{"format": 1, '), "is broken: it has no"],
    [
      "with an empty manifest",
      () => writeFile(manifest(), "null"),
      "is broken: its manifest.json says",
    ],
    ["without a file", () => rm(file("history")), "is broken: history/word is missing"],
    [
      "with a changed file",
      () => writeFile(file("chain"), "x"),
      "is broken: chain/word is not what",
    ],
    ["with a file more", () => writeFile(join(root, "kept", "one", "x"), ""), "x does not belong"],
    [
      "of a newer version",
      () => alter((found) => Object.assign(found, { format: 2, version: "9.0.0" })),
      "written by version 9.0.0",
    ],
    [
      "of a part that does not run",
      () => alter((found) => Object.assign(found, { parts: ["ipfs"] })),
      "for ipfs, which does not run",
    ],
  ])("are refused with a sentence %s, and nothing changes", async (_what, spoil, sentence) => {
    const { parts, snapshots, words, change } = setUp();
    await snapshots.save("one");
    change();
    await spoil();
    await expect(snapshots.restore("one")).rejects.toThrow(sentence);
    expect(words()).toBe("zzz");
    expect(parts.map(({ staged }) => staged)).toEqual([0, 0, 0]);
  });

  it.each([
    ["stage", 0],
    ["stage", 2],
    ["commit", 0],
  ] as const)("change nothing when a part fails to %s (%i)", async (failsAt, index) => {
    const data = join(root, "data");
    await mkdir(data);
    const { parts, snapshots, words, change } = setUp({ data });
    await snapshots.save("one");
    change();
    parts[index].failsAt = failsAt;
    await expect(snapshots.restore("one")).rejects.toThrow();
    expect(words()).toBe("zzz");
    expect(parts.slice(1).map(({ staged }) => staged)).toEqual([0, 0]);
    expect(await readdir(data)).toEqual([]);
  });

  it("are finished at the next start when the process died in the middle", async () => {
    const data = join(root, "data");
    await mkdir(data);
    const before = setUp({ data });
    await before.snapshots.save("one");
    before.change();
    // Dies after the first part was changed, before the second.
    before.parts[1].failsAt = "commit";
    await expect(before.snapshots.restore("one")).rejects.toThrow();
    expect(before.words()).toBe("azz");

    const after = setUp({ data });
    after.change();
    await after.snapshots.recover();
    expect(after.words()).toBe("abc");
    expect(existsSync(join(data, "changing.json"))).toBe(false);

    await before.snapshots.restore("one").catch(() => {});
    await rm(join(root, "kept"), { recursive: true });
    await expect(setUp({ data }).snapshots.recover()).rejects.toThrow("that is gone. Put it back");
  });
});
