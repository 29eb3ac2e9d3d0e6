import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type HostPage, stubHostPage } from "@/tests/fakes/host-page.ts";
import { keepMounted } from "./keep-mounted.ts";

const OPTIONS = { url: "https://parley.test" };
let page: HostPage;

beforeEach(() => {
  page = stubHostPage();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function fail(): never {
  throw new Error("of the page");
}

it.each(["", "parley.example.org", "https://"])(
  "an address that is none (%j) is reported, and the page goes on without a chat",
  (url) => {
    const onMount = vi.fn();
    expect(keepMounted({ url }, onMount)).toBeUndefined();
    expect(page.reported).toHaveLength(1);
    expect(page.body.children).toEqual([]);
    expect(onMount).not.toHaveBeenCalled();
  },
);

it("ends what the page began with it, and then the widget", () => {
  const seen: boolean[] = [];
  const mounted = keepMounted(OPTIONS, () => () => seen.push(page.body.children.length === 1));
  expect(page.body.children).toHaveLength(1);
  mounted?.end();
  expect(seen).toEqual([true]);
  expect(page.body.children).toEqual([]);
});

it("leaves nothing in the page, whatever the page's own part throws", () => {
  const mounted = keepMounted(OPTIONS, () => fail);
  expect(() => mounted?.end()).toThrow("of the page");
  expect(page.body.children).toEqual([]);
  expect(() => keepMounted(OPTIONS, fail)).toThrow("of the page");
  expect(page.body.children).toEqual([]);
});
