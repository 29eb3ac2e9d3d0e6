import { expect, it } from "vitest";
import { isLoopbackInterface, isLoopbackName, reachableUrl } from "./loopback.ts";

it.each([
  ["localhost", true],
  ["LocalHost:5561", true],
  ["127.0.0.1:5561", true],
  ["127.9.9.9", true],
  ["[::1]:5561", true],
  [undefined, false],
  ["", false],
  ["localhost.evil.example", false],
  ["127.0.0.1.evil.example", false],
  ["0.0.0.0:5561", false],
  ["192.168.1.2:5559", false],
])("takes %j for a name of this machine: %j", (host, isOne) => {
  expect(isLoopbackName(host)).toBe(isOne);
});

it("knows which interfaces only this machine reaches", () => {
  expect(["127.0.0.1", "localhost", "::1"].map(isLoopbackInterface)).toEqual([true, true, true]);
  expect(["0.0.0.0", "::", "192.168.1.2"].map(isLoopbackInterface)).toEqual([false, false, false]);
});

it.each([
  ["0.0.0.0", "http://127.0.0.1:80"],
  ["::", "http://[::1]:80"],
  ["::1", "http://[::1]:80"],
  ["192.168.1.2", "http://192.168.1.2:80"],
  ["localhost", "http://localhost:80"],
])("says an address that can be connected to for %s", (host, url) => {
  expect(reachableUrl(host, 80)).toBe(url);
});
