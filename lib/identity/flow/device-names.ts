import { createStore, type StoreApi } from "zustand/vanilla";
import type { InboxId, InstallationId } from "../core/ids.ts";
import type { DeviceNameMemory, DeviceNames, KeptDeviceNames, Unsubscribe } from "../ports.ts";

const MAX_NAME_CHARS = 60;

/** The names of devices, the same in every tab. */
export type NamedDevices = {
  readonly store: Pick<StoreApi<DeviceNames>, "getState" | "getInitialState" | "subscribe">;
  /** Reads what this browser knows, and hears what other tabs change. */
  start(): Unsubscribe;
  /** Whose devices are named from now on; without an inbox, names last as long as the page. */
  show(inboxId: InboxId | undefined): void;
  /** An empty name takes the name away. */
  rename(id: InstallationId, name: string): void;
  /** Names a device that has no name yet, so that it is known again when it is signed out. */
  introduce(id: InstallationId, name: string): void;
  /** Forgets the names of an inbox's devices. */
  forget(inboxId: InboxId): void;
};

export function createNamedDevices(memory: DeviceNameMemory): NamedDevices {
  const store = createStore<DeviceNames>(() => ({}));
  let shown: InboxId | undefined;
  const read = () => store.setState(namesIn(memory.load()), true);

  function rename(id: InstallationId, name: string): void {
    const trimmed = name.trim().slice(0, MAX_NAME_CHARS);
    const { [id]: _, ...others } = store.getState();
    store.setState(trimmed ? { ...others, [id]: trimmed } : others, true);
    if (!shown) return;
    // Another tab may have written since this one read.
    const { [id]: __, ...kept } = memory.load();
    memory.save(trimmed ? { ...kept, [id]: { name: trimmed, inboxId: shown } } : kept);
    read();
  }

  return {
    store,
    start: () => {
      read();
      return memory.onChange(read);
    },
    show: (inboxId) => {
      shown = inboxId;
    },
    rename,
    introduce: (id, name) => {
      if (memory.load()[id] === undefined) rename(id, name);
    },
    forget: (inboxId) => {
      const kept = Object.entries(memory.load()).filter(([, one]) => one.inboxId !== inboxId);
      memory.save(Object.fromEntries(kept));
      read();
    },
  };
}

function namesIn(kept: KeptDeviceNames): DeviceNames {
  return Object.fromEntries(Object.entries(kept).map(([id, { name }]) => [id, name]));
}
