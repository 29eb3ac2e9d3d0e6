import { expect, it } from "vitest";
import type { InboxId, InstallationId } from "./ids.ts";
import {
  canReplaceDevice,
  hasFewUpdatesLeft,
  type InboxUse,
  type Installation,
  isFull,
  newestFirst,
  updatesLeft,
} from "./inbox-use.ts";

const installation = (id: string, createdAtMs?: number): Installation => ({
  id: id as InstallationId,
  ...(createdAtMs !== undefined && { createdAtMs }),
});

function used(installations: number, updateCount: number): InboxUse {
  return {
    inboxId: "inbox" as InboxId,
    installations: Array.from({ length: installations }, (_, i) => installation(String(i))),
    updateCount,
    wallets: [],
  };
}

it("is full at ten installations, not before", () => {
  expect(isFull(used(9, 9))).toBe(false);
  expect(isFull(used(10, 10))).toBe(true);
  expect(isFull(used(11, 11))).toBe(true);
});

it("counts identity updates down from 256, and warns with the last tenth", () => {
  expect(updatesLeft(used(1, 1))).toBe(255);
  expect(updatesLeft(used(1, 300))).toBe(0);
  expect(hasFewUpdatesLeft(used(1, 230))).toBe(false);
  expect(hasFewUpdatesLeft(used(1, 231))).toBe(true);
});

it("replaces a device with two updates, and not with the last one", () => {
  expect(canReplaceDevice(used(10, 254))).toBe(true);
  expect(canReplaceDevice(used(10, 255))).toBe(false);
});

it("puts the newest installation first, and those without a date last", () => {
  const sorted = [installation("old", 1), installation("dateless"), installation("new", 2)].sort(
    newestFirst,
  );
  expect(sorted.map(({ id }) => id)).toEqual(["new", "old", "dateless"]);
});
