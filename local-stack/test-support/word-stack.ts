import { mkdtempSync, rmSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { type KeepingPart, UnsureChangeError } from "../snapshots/part.ts";
import { createSnapshots } from "../snapshots/snapshots.ts";

/** A part that keeps a word, and may fail at any step. */
export function wordPart(name: KeepingPart["name"], first: string) {
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

type WordStackOptions = { root: string; data?: string; more?: KeepingPart[] };

/** Three parts that keep a word each, and their snapshots in `kept` below `root`. */
export function wordStack({ root, data, more = [] }: WordStackOptions) {
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

/** A new folder for each test of a file, and stacks of words in it. */
export function wordStacks() {
  const at = { root: "" };
  beforeEach(() => {
    at.root = mkdtempSync(join(tmpdir(), "snapshots-"));
  });
  afterEach(() => rmSync(at.root, { recursive: true, force: true }));
  const setUp = (options: Omit<WordStackOptions, "root"> = {}) => wordStack({ ...at, ...options });
  return { at, setUp };
}
