import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { wordPart, wordStacks } from "../test-support/word-stack.ts";

const { at, setUp } = wordStacks();

describe("snapshots", () => {
  const manifest = () => join(at.root, "kept", "one", "manifest.json");
  const file = (part: string) => join(at.root, "kept", "one", part, "word");
  const alter = async (change: (manifest: Record<string, unknown>) => void) => {
    const found = JSON.parse(await readFile(manifest(), "utf8"));
    change(found);
    await writeFile(manifest(), JSON.stringify(found));
  };

  it.each([
    [
      "that is not there",
      () => rm(join(at.root, "kept", "one"), { recursive: true }),
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
    [
      "with a file more",
      () => writeFile(join(at.root, "kept", "one", "x"), ""),
      "x does not belong",
    ],
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

  it("replace nothing that is no snapshot", async () => {
    const { snapshots } = setUp();
    await mkdir(join(at.root, "kept", "photos"), { recursive: true });
    await writeFile(join(at.root, "kept", "photos", "holiday.jpg"), "dear");
    const replaced = snapshots.save("photos", { replace: true });
    await expect(replaced).rejects.toThrow("photos is no snapshot that could be replaced");
    expect(await readdir(join(at.root, "kept", "photos"))).toEqual(["holiday.jpg"]);
  });

  it("empty a part that they have nothing for only when they are told", async () => {
    await setUp().snapshots.save("one");
    const more = wordPart("ipfs", "d");
    const { snapshots, words, change } = setUp({ more: [more] });
    change();
    await expect(snapshots.restore("one")).rejects.toThrow("has nothing for ipfs, which runs");
    expect([words(), more.word]).toEqual(["zzz", "d"]);
    await snapshots.restore("one", { emptyOthers: true });
    expect([words(), more.word]).toEqual(["abc", ""]);
  });
});
