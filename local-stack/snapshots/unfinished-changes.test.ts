import { existsSync } from "node:fs";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { wordPart, wordStacks } from "../test-support/word-stack.ts";
import { HalfChangedError } from "./change-parts.ts";
import { createSnapshots } from "./snapshots.ts";

const { at, setUp } = wordStacks();

describe("a change", () => {
  let data: string;
  beforeEach(async () => {
    data = join(at.root, "data");
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
    ["gone", () => rm(join(at.root, "kept"), { recursive: true }), "that is gone. Put it back"],
    [
      "spoilt",
      () => writeFile(join(at.root, "kept", "one", "chain", "word"), "x"),
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
      folder: join(at.root, "kept"),
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

  it("that the next start would make again is told until another one is done", async () => {
    const { parts, snapshots } = setUp({ data });
    const { stage } = parts[2];
    parts[2].stage = async (folder) => {
      const staged = await stage(folder);
      // A note that cannot be removed.
      const commit = async () => {
        await staged.commit();
        await rm(marker());
        await mkdir(marker());
      };
      return { ...staged, commit };
    };
    await expect(snapshots.reset()).rejects.toThrow("the next start would make the same change");
    expect(snapshots.halfChanged()).toContain("changing.json cannot be removed");
    await rm(marker(), { recursive: true });
    parts[2].stage = stage;
    await snapshots.reset();
    expect(snapshots.halfChanged()).toBeUndefined();
  });

  it("leaves nothing that a killed process had ready", async () => {
    await mkdir(join(data, ".staged-history"));
    await writeFile(join(data, ".staged-chain"), "{}");
    await writeFile(join(data, "xmtp.sqlite"), "");
    await setUp({ data }).snapshots.recover();
    expect(await readdir(data)).toEqual(["xmtp.sqlite"]);
  });

  it.each([
    ["stage", 0],
    ["stage", 2],
    ["commit", 0],
  ] as const)(
    "is not made where a part fails to %s (%i), and nothing is left of it",
    async (failsAt, index) => {
      const { parts, snapshots, words, change } = setUp({ data });
      await snapshots.save("one");
      change();
      parts[index].failsAt = failsAt;
      await expect(snapshots.restore("one")).rejects.toThrow();
      expect(words()).toBe("zzz");
      expect(parts.slice(1).map(({ staged }) => staged)).toEqual([0, 0]);
      expect(await readdir(data)).toEqual([]);
    },
  );
});
