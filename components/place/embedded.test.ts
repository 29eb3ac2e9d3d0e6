import { afterEach, expect, it, vi } from "vitest";
import { ownPath, windowPath } from "./embedded.ts";
import { goTo, replaceWith } from "./go.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

function pageAt(address: string) {
  const { pathname, search } = new URL(address, "https://parley.test");
  const steps: string[] = [];
  const history = {
    pushState: (_: unknown, __: string, to: string) => steps.push(`push ${to}`),
    replaceState: (_: unknown, __: string, to: string) => steps.push(`replace ${to}`),
  };
  vi.stubGlobal("window", { location: { pathname, search }, history });
  return steps;
}

it.each([
  ["/", "/"],
  ["/dm/0xabc", "/dm/0xabc"],
  ["/embed", "/"],
  ["/embed/", "/"],
  ["/embed/dm/0xabc", "/dm/0xabc"],
  ["/embedded", "/embedded"],
  ["/embed/window", "/"],
  ["/embed/window/", "/"],
  ["/embed/window/dm/0xabc", "/dm/0xabc"],
  ["/embed/windowed", "/windowed"],
  ["/embed//evil.example", "/evil.example"],
  ["/embed/window///evil.example/dm", "/evil.example/dm"],
  ["//evil.example", "/evil.example"],
])("the page %s is the messenger's %s", (pathname, path) => {
  expect(ownPath(pathname)).toBe(path);
});

it("a page of its own goes on by a step in its history", () => {
  const steps = pageAt("/");
  goTo("/dm/0xabc");
  replaceWith("/");
  expect(steps).toEqual(["push /dm/0xabc", "replace /"]);
});

it("a frame leaves no step in the history of the page around it, and stays the frame of that page", () => {
  const steps = pageAt("/embed/dm/0xabc?host=https%3A%2F%2Fdapp.test");
  goTo("/settings/devices");
  goTo("/");
  expect(steps).toEqual([
    "replace /embed/settings/devices?host=https%3A%2F%2Fdapp.test",
    "replace /embed?host=https%3A%2F%2Fdapp.test",
  ]);
});

it("a window that a frame opened has a history of its own, stays of that page, and shows what the frame shows", () => {
  pageAt("/embed/dm/0xabc?host=https%3A%2F%2Fdapp.test");
  expect(windowPath()).toBe("/embed/window/dm/0xabc?host=https%3A%2F%2Fdapp.test");
  const steps = pageAt("/embed/window?host=https%3A%2F%2Fdapp.test");
  goTo("/");
  goTo("/dm/0xabc");
  replaceWith("/");
  expect(steps).toEqual([
    "push /embed/window/dm/0xabc?host=https%3A%2F%2Fdapp.test",
    "replace /embed/window?host=https%3A%2F%2Fdapp.test",
  ]);
});
