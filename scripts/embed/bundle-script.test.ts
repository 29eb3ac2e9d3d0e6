import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { embedScript } from "./bundle-script.mjs";

const MOST_BYTES = 5_000;

it("what other sites load is at most 5 kB, gzipped, and speaks to nobody in general", async () => {
  const script = await embedScript();
  expect(gzipSync(script).length).toBeLessThanOrEqual(MOST_BYTES);
  expect(script).not.toMatch(/postMessage\([^)]*["'`]\*["'`]/);
  expect(script).not.toMatch(/\beval\b|innerHTML|insertAdjacentHTML|document\.write/);
});
