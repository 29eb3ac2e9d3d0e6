import type { InboxId } from "../core/ids.ts";
import type { DeviceNameMemory, KeptDeviceNames } from "../ports.ts";
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
  let inMemory: KeptDeviceNames = {};
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

function parseNames(text: string | null): KeptDeviceNames | undefined {
  if (text === null) return undefined;
  const stored: unknown = JSON.parse(text);
  if (typeof stored !== "object" || stored === null) return undefined;
  return Object.fromEntries(
    Object.entries(stored).flatMap(([id, value]) => {
      const kept = toKept(value);
      return kept ? [[id, kept]] : [];
    }),
  );
}

/** The first version kept the bare name. */
function toKept(value: unknown): KeptDeviceNames[keyof KeptDeviceNames] | undefined {
  if (typeof value === "string") return { name: value };
  if (typeof value !== "object" || value === null) return undefined;
  const { name, inboxId } = value as Record<string, unknown>;
  if (typeof name !== "string") return undefined;
  return { name, ...(typeof inboxId === "string" && { inboxId: inboxId as InboxId }) };
}
