import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { sourceFingerprint } from "./build.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "parley-build-"));
  write("app/page.tsx", "1");
  write("next.config.js", "1");
});
afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

it.each(["app/page.tsx", "app/new/page.tsx", "next.config.js", "something-new/module.ts"])(
  "asks for another build when %s changes",
  async (file) => {
    const before = await sourceFingerprint(root);
    write(file, "2");
    expect(await sourceFingerprint(root)).not.toBe(before);
  },
);

it.each(["README.md", "app/page.test.tsx", "local-stack/index.ts", "tests/e2e/a.ts", ".next/x.js"])(
  "is content when %s changes",
  async (file) => {
    const before = await sourceFingerprint(root);
    write(file, "2");
    expect(await sourceFingerprint(root)).toBe(before);
  },
);
