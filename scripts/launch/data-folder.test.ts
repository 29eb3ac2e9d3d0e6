import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { requireWritable } from "./data-folder.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "parley-data-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

it("makes the folder with all that lead to it, and takes one that is there", () => {
  const dataDir = path.join(folder, "some", "where");
  requireWritable(dataDir);
  expect(statSync(dataDir).isDirectory()).toBe(true);
  requireWritable(dataDir);
});

// Whoever runs this must not be asked for ever: the system's folder of processes takes no others.
it("says which setting to change where nothing can be written", () => {
  const file = path.join(folder, "file");
  writeFileSync(file, "");
  const askFor = "set PARLEY_DATA_DIR to a folder of your own";
  for (const place of [path.join("/proc", "parley", "data"), file, path.join(file, "data")])
    expect(() => requireWritable(place)).toThrow(askFor);
});
