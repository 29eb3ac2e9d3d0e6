import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readAppFiles } from "./app-files.ts";

let buildDir = "";

beforeEach(async () => {
  buildDir = await mkdtemp(path.join(tmpdir(), "parley-build-"));
});
afterEach(() => rm(buildDir, { recursive: true, force: true }));

async function write(file: string): Promise<void> {
  const target = path.join(buildDir, "static", file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, file);
}

describe("the files of a build", () => {
  it("are those that pages ask for, by the paths they ask for", async () => {
    const asked = ["chunks/a.js", "chunks/a.css", "media/engine.wasm"];
    const unasked = ["chunks/a.js.map", "media/a.worker.ts", "x1/_buildManifest.js"];
    for (const file of [...asked, ...unasked]) await write(file);
    const app = await readAppFiles(buildDir);
    const files = app?.files.filter((file) => file.startsWith("/_next/"));
    expect(files).toEqual(asked.map((file) => `/_next/static/${file}`).sort());
  });

  it("name the build: others are another one", async () => {
    await write("chunks/a.js");
    const before = await readAppFiles(buildDir);
    expect(await readAppFiles(buildDir)).toEqual(before);
    await write("chunks/b.js");
    expect((await readAppFiles(buildDir))?.id).not.toBe(before?.id);
  });

  it("are none while there is no build", async () => {
    expect(await readAppFiles(buildDir)).toBeUndefined();
  });
});
