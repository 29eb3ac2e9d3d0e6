import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HalfChangedError } from "./change-parts.ts";
import { type KeepingPart, UnsureChangeError } from "./part.ts";
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
    failsAt: "" as "" | "save" | "stage" | "commit" | "the end",
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
          if (part.failsAt === "the end") throw new UnsureChangeError("the disk failed");
        },
        async abort() {
          part.staged -= 1;
        },
      };
    },
  };
  return part;
}

function setUp({ data, more = [] }: { data?: string; more?: KeepingPart[] } = {}) {
  const parts = [wordPart("xmtp", "a"), wordPart("history", "b"), wordPart("chain", "c")] as const;
  const snapshots = createSnapshots({
    parts: [...parts, ...more],
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

  it("replace nothing that is no snapshot", async () => {
    const { snapshots } = setUp();
    await mkdir(join(root, "kept", "photos"), { recursive: true });
    await writeFile(join(root, "kept", "photos", "holiday.jpg"), "dear");
    const replaced = snapshots.save("photos", { replace: true });
    await expect(replaced).rejects.toThrow("photos is no snapshot that could be replaced");
    expect(await readdir(join(root, "kept", "photos"))).toEqual(["holiday.jpg"]);
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

describe("a change", () => {
  let data: string;
  beforeEach(async () => {
    data = join(root, "data");
    await mkdir(data);
  });
  const marker = () => join(data, "changing.json");
  const partialMarker = () => join(data, ".staged-changing.json");

  /** A stack of which one part was changed and another was not. */
  async function half() {
    const stack = setUp({ data });
    await stack.snapshots.save("one");
    stack.change();
    stack.parts[1].failsAt = "commit";
    return { ...stack, error: await stack.snapshots.restore("one").catch((error) => error) };
  }

  it("that one part fails to make is said to be half made, and can be made again", async () => {
    const { error, parts, snapshots, words } = await half();
    expect(error).toBeInstanceOf(HalfChangedError);
    expect(error.message).toContain("restored by half: that failed for history (the disk is full)");
    expect(words()).toBe("azc");
    expect(snapshots.halfChanged()).toBe(error.message);
    expect(existsSync(marker())).toBe(true);
    await expect(snapshots.reset()).rejects.toThrow("emptied by half");
    expect(snapshots.halfChanged()).toContain("The stack is emptied by half");
    parts[1].failsAt = "";
    await snapshots.reset();
    expect(snapshots.halfChanged()).toBeUndefined();
    expect(words()).toBe("");
    expect(existsSync(marker())).toBe(false);
  });

  it("that the first part may have made is made on the others, and at the next start", async () => {
    const { parts, snapshots, words, change } = setUp({ data });
    await snapshots.save("one");
    change();
    parts[0].failsAt = "the end";
    await expect(snapshots.restore("one")).rejects.toThrow("that failed for xmtp");
    expect(words()).toBe("abc");
    expect(existsSync(marker())).toBe(true);
  });

  it("that is half made stays to be finished when nothing can be changed now", async () => {
    const { parts, snapshots } = await half();
    parts[0].failsAt = "commit";
    await expect(snapshots.reset()).rejects.toThrow(
      "The stack cannot be emptied: the disk is full",
    );
    expect(snapshots.halfChanged()).toContain("The stack is restored by half");
    await mkdir(partialMarker());
    await expect(snapshots.reset()).rejects.toThrow("The stack cannot be emptied");
    await rm(partialMarker(), { recursive: true });

    const next = setUp({ data });
    next.parts[0].failsAt = "commit";
    await expect(next.snapshots.recover()).rejects.toThrow("cannot be started: the disk is full");
    const last = setUp({ data });
    last.change();
    await last.snapshots.recover();
    expect(last.words()).toBe("abc");
  });

  it("is finished at the next start when the process died in the middle", async () => {
    await half();
    const { words, change, snapshots } = setUp({ data });
    change();
    await snapshots.recover();
    expect(words()).toBe("abc");
    expect(existsSync(marker())).toBe(false);
  });

  it.each([
    ["gone", () => rm(join(root, "kept"), { recursive: true }), "that is gone. Put it back"],
    [
      "spoilt",
      () => writeFile(join(root, "kept", "one", "chain", "word"), "x"),
      "that is broken now: chain/word is not what was written",
    ],
  ])("is not finished from a snapshot that is %s", async (_what, spoil, sentence) => {
    await half();
    await spoil();
    const { words, snapshots } = setUp({ data });
    await expect(snapshots.recover()).rejects.toThrow(sentence);
    expect(words()).toBe("abc");
    expect(existsSync(marker())).toBe(true);
  });

  it("waits for every part that belongs to it", async () => {
    await half();
    const [xmtp, history] = [wordPart("xmtp", "z"), wordPart("history", "z")];
    const few = createSnapshots({
      parts: [xmtp, history],
      folder: join(root, "kept"),
      data,
      alone: (task) => task(),
    });
    await expect(few.recover()).rejects.toThrow("Start the stack with chain once.");
    expect([xmtp.word, history.word]).toEqual(["z", "z"]);
    const more = wordPart("ipfs", "d");
    const all = setUp({ data, more: [more] });
    all.change();
    await all.snapshots.recover();
    expect([all.words(), more.word]).toEqual(["abc", "d"]);
  });

  it.each(["", '{"folder":"/snapshots/one","par', "null"])(
    "that is noted as %j had not begun",
    async (text) => {
      await writeFile(marker(), text);
      await writeFile(partialMarker(), text);
      const { words, snapshots } = setUp({ data });
      await snapshots.recover();
      expect(words()).toBe("abc");
      expect(await readdir(data)).toEqual([]);
    },
  );

  it("that cannot be noted is not made, and leaves nothing", async () => {
    const { parts, snapshots, words, change } = setUp({ data });
    await snapshots.save("one");
    change();
    await mkdir(partialMarker());
    await expect(snapshots.restore("one")).rejects.toThrow("The stack cannot be restored");
    expect(words()).toBe("zzz");
    expect(parts.map(({ staged }) => staged)).toEqual([0, 0, 0]);
  });

  it("leaves nothing that a killed process had ready", async () => {
    await mkdir(join(data, ".staged-history"));
    await writeFile(join(data, ".staged-chain"), "{}");
    await writeFile(join(data, "xmtp.sqlite"), "");
    await setUp({ data }).snapshots.recover();
    expect(await readdir(data)).toEqual(["xmtp.sqlite"]);
  });
});
