import { mkdtempSync, rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { LocalStack } from "../index.ts";
import { askParts, bytesBeforeItBreaks } from "../test-support/ask-parts.ts";
import { hands } from "../test-support/hands.ts";
import { startTestStack } from "../test-support/stack.ts";

let data: string;
let stack: LocalStack;
let ask: ReturnType<typeof askParts>;

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), "history-faults-"));
  stack = await startTestStack({ data });
  ask = askParts(stack);
});
afterAll(async () => {
  await stack.close();
  rmSync(data, { recursive: true });
});
afterEach(() => stack.faults.clear());

/** How many are kept. */
const archives = async () => (await readdir(join(data, "history"))).length;

it("is full as by its disk: uploads are refused with 507 and not kept, archives are given", async () => {
  const { upload, archive } = hands(stack);
  const id = await upload("early");
  stack.faults.set("storage-full part=history");
  const refused = await ask.history();
  expect([refused.status, await refused.text()]).toEqual([507, ""]);
  expect(await archive(id)).toBe("early");
});

it("hears out a large upload that it refuses", async () => {
  stack.faults.set("error part=history");
  const body = Buffer.alloc(20_000_000);
  const refused = await fetch(`${stack.urls.history}/upload`, { method: "POST", body });
  expect(refused.status).toBe(503);
});

it("keeps an upload whose answer is lost, and says in text what was told", async () => {
  const before = await archives();
  stack.faults.set(
    "error part=history when=after path=/upload message=lost times=1; cut part=history when=after",
  );
  const refused = await ask.history();
  expect([refused.status, await refused.text()]).toEqual([503, "lost\n"]);
  expect(await archives()).toBe(before + 1);
  await expect(ask.history()).rejects.toThrow("fetch failed");
  expect(await archives()).toBe(before + 2);
});

it("keeps no upload that is refused or cut before", async () => {
  const before = await archives();
  stack.faults.set("error part=history times=1; cut part=history");
  expect((await ask.history()).status).toBe(503);
  await expect(ask.history()).rejects.toThrow("fetch failed");
  expect(await archives()).toBe(before);
});

it("breaks off an archive in the middle, and one that is shorter is whole", async () => {
  const { upload, archive } = hands(stack);
  const [long, short] = [await upload("x".repeat(100_000)), await upload("short")];
  stack.faults.set("cut part=history path=/files/ afterBytes=50000");
  const response = await fetch(`${stack.urls.history}/files/${long}`);
  expect(response.headers.get("content-length")).toBe("100000");
  expect(await bytesBeforeItBreaks(response)).toBe(50_000);
  expect(await archive(short)).toBe("short");
});
