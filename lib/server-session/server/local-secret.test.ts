import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { localSecret } from "./local-secret.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "parley-secret-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("is made once, in a folder that may be missing, and kept for its owner alone", () => {
  const inside = path.join(folder, "data");
  const made = localSecret(inside);
  expect(made).toMatch(/^[0-9a-f]{64}$/);
  expect(localSecret(inside)).toBe(made);
  const [file = ""] = readdirSync(inside);
  expect(statSync(path.join(inside, file)).mode & 0o077).toBe(0);
});

it("is not what somebody else put there, and says where", () => {
  writeFileSync(path.join(folder, "session-secret"), "hunter2");
  expect(() => localSecret(folder)).toThrow(/session-secret holds no secret\. Delete it/);
});
