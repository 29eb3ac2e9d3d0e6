import { afterEach, expect, it, vi } from "vitest";
import { keepsFiles } from "./keeps-files.ts";

const denied = () => Promise.reject(new DOMException("Not allowed here", "SecurityError"));
const given = async (_name: string, _options: LockOptions, held: () => unknown) => held();

function browserWith(getDirectory: () => Promise<unknown>, request: typeof given, query = denied) {
  vi.stubGlobal("navigator", { storage: { getDirectory }, locks: { request, query } });
}

afterEach(() => vi.unstubAllGlobals());

it("Firefox keeps files for a site in another one's page, though it does not list its locks", async () => {
  browserWith(async () => ({}), given);
  expect(await keepsFiles()).toBe(true);
});

it("a browser that refuses files or locks keeps nothing", async () => {
  browserWith(denied, given);
  expect(await keepsFiles()).toBe(false);
  browserWith(async () => ({}), denied);
  expect(await keepsFiles()).toBe(false);
});
