import { expect, it } from "vitest";
import { granting, isAmong, withSite } from "./content-grant.ts";

const ASKED = { isAsked: true, isReady: true, isGranted: false, saidNo: false };

it.each([
  ["asks a person who is signed in", {}, "asking"],
  ["asks nobody before that", { isReady: false }, "none"],
  ["asks nobody who said no", { saidNo: true }, "none"],
  ["does not ask whom it need not ask", { isGranted: true }, "granted"],
  ["reads nothing that it did not ask for", { isAsked: false, isGranted: true }, "none"],
  ["reads nothing while nobody is signed in", { isReady: false, isGranted: true }, "none"],
] as const)("a page %s", (_, changes, expected) => {
  expect(granting({ ...ASKED, ...changes })).toBe(expected);
});

it("each site is granted by itself", () => {
  const both = withSite(withSite("", "https://a.test", true), "https://b.test", true);
  expect(both).toBe("https://a.test https://b.test");
  expect(withSite(both, "https://b.test", true)).toBe(both);
  expect(isAmong(both, "https://a.test")).toBe(true);
  expect(isAmong(both, "https://a.tes")).toBe(false);
  expect(isAmong("", "https://a.test")).toBe(false);
  expect(withSite(both, "https://a.test", false)).toBe("https://b.test");
  expect(withSite("", "https://a.test", false)).toBe("");
});
