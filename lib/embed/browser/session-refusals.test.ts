import { beforeEach, expect, it } from "vitest";
import { sessionRefusals } from "./session-refusals.ts";

const SITE = "https://dapp.test";
const OTHER = "https://other.test";

let kept: Map<string, string>;
const storage = () =>
  ({
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  }) as unknown as Storage;

beforeEach(() => {
  kept = new Map();
});

it("a site that was refused is refused when its frame is loaded anew, and no other is", () => {
  sessionRefusals(storage).keep(SITE);
  const next = sessionRefusals(storage);
  expect([next.has(SITE), next.has(OTHER)]).toEqual([true, false]);
  next.keep(OTHER);
  next.forget(SITE);
  const last = sessionRefusals(storage);
  expect([last.has(SITE), last.has(OTHER)]).toEqual([false, true]);
});

it("where the browser keeps nothing, the answer holds as long as the page", () => {
  const refusals = sessionRefusals(() => {
    throw new Error("SecurityError");
  });
  expect(refusals.has(SITE)).toBe(false);
  refusals.keep(SITE);
  expect(refusals.has(SITE)).toBe(true);
  refusals.forget(SITE);
  expect(refusals.has(SITE)).toBe(false);
});
