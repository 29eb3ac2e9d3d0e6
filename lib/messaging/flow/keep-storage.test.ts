import { beforeEach, expect, it } from "vitest";
import { VirtualHost } from "@/tests/fakes/virtual-host.ts";
import type { StorageRoom } from "../core/storage-room.ts";
import { createStorageWatch, LOOK_EVERY_MS, type StorageWatch } from "./keep-storage.ts";

const MEGABYTE = 1024 * 1024;

let host: VirtualHost;
let room: StorageRoom;
/** What the browser does not tell, and allows. */
let freeBytes: number;
let isKept: boolean;
/** What the person answers, or the browser for them. */
let mayKeep: boolean;
let storage: StorageWatch;

beforeEach(() => {
  host = new VirtualHost();
  room = { usedBytes: 10 * MEGABYTE, quotaBytes: 5_000 * MEGABYTE };
  freeBytes = 5_000 * MEGABYTE;
  isKept = false;
  mayKeep = true;
  const keep = async () => {
    isKept ||= mayKeep;
    return isKept;
  };
  storage = createStorageWatch(
    {
      estimate: async () => room,
      hasRoomFor: async (bytes) => bytes <= freeBytes,
      isKept: async () => isKept,
      keep,
    },
    host,
  );
});

it("tells that little room is left while the tab is open, and that there is room again", async () => {
  storage.start();
  await host.settle();
  expect(storage.store.getState()).toEqual({ room, isKept: false, isNearlyFull: false });
  room = { ...room, usedBytes: room.quotaBytes - 20 * MEGABYTE };
  await host.pass(LOOK_EVERY_MS);
  expect(storage.store.getState()).toMatchObject({ room, isNearlyFull: true });
  room = { ...room, usedBytes: 10 * MEGABYTE };
  await host.pass(LOOK_EVERY_MS);
  expect(storage.store.getState().isNearlyFull).toBe(false);
});

it("finds out that little room is left where the browser says that there is much", async () => {
  freeBytes = 49 * MEGABYTE;
  await storage.look();
  expect(storage.store.getState()).toEqual({ room, isKept: false, isNearlyFull: true });
  freeBytes = 51 * MEGABYTE;
  await storage.look();
  expect(storage.store.getState().isNearlyFull).toBe(false);
});

it("says whether the browser keeps what is here, and that it refused to", async () => {
  mayKeep = false;
  expect(await storage.keep()).toBe(false);
  expect(storage.store.getState().isKept).toBe(false);
  mayKeep = true;
  expect(await storage.keep()).toBe(true);
  expect(storage.store.getState().isKept).toBe(true);
});
