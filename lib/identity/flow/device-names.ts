import { createStore, type StoreApi } from "zustand/vanilla";
import type { InstallationId } from "../core/ids.ts";
import type { DeviceNameMemory, DeviceNames, Unsubscribe } from "../ports.ts";

const MAX_NAME_CHARS = 60;

/** The names of devices, the same in every tab. */
export type NamedDevices = {
  readonly store: Pick<StoreApi<DeviceNames>, "getState" | "getInitialState" | "subscribe">;
  /** Reads what this browser knows, and hears what other tabs change. */
  start(): Unsubscribe;
  /** An empty name takes the name away. */
  rename(id: InstallationId, name: string): void;
  /** Names a device that has no name yet, so that it is known again when it is signed out. */
  introduce(id: InstallationId, name: string): void;
};

export function createNamedDevices(memory: DeviceNameMemory): NamedDevices {
  const store = createStore<DeviceNames>(() => ({}));
  const read = () => store.setState(memory.load(), true);

  function rename(id: InstallationId, name: string): void {
    // Another tab may have written since this one read.
    const { [id]: _, ...others } = memory.load();
    const trimmed = name.trim().slice(0, MAX_NAME_CHARS);
    const names = trimmed ? { ...others, [id]: trimmed } : others;
    memory.save(names);
    store.setState(names, true);
  }

  return {
    store,
    start: () => {
      read();
      return memory.onChange(read);
    },
    rename,
    introduce: (id, name) => {
      if (memory.load()[id] === undefined) rename(id, name);
    },
  };
}
