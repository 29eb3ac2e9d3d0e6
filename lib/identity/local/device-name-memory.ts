import type { DeviceNameMemory, DeviceNames } from "../ports.ts";
import {
  attempt,
  changesByOtherTabs,
  type KeyValueStorage,
  type StorageChanges,
} from "./web-storage.ts";

const KEY = "parley.devices";

/** Keeps device names in `storage` (the page's localStorage); elsewhere as long as the page lives. */
export function createDeviceNameMemory(
  storage: () => KeyValueStorage,
  onStorage: StorageChanges = changesByOtherTabs,
): DeviceNameMemory {
  let inMemory: DeviceNames = {};
  return {
    load: () => attempt(() => parseNames(storage().getItem(KEY))) ?? inMemory,
    save: (names) => {
      inMemory = names;
      attempt(() => storage().setItem(KEY, JSON.stringify(names)));
    },
    onChange: (listener) =>
      onStorage((key) => {
        if (key === KEY || key === null) listener();
      }),
  };
}

function parseNames(text: string | null): DeviceNames | undefined {
  if (text === null) return undefined;
  const stored: unknown = JSON.parse(text);
  if (typeof stored !== "object" || stored === null) return undefined;
  const entries = Object.entries(stored).filter(([, name]) => typeof name === "string");
  return Object.fromEntries(entries) as DeviceNames;
}
