import { createStore, type StoreApi } from "zustand/vanilla";
import { isNearlyFull, type StorageRoom } from "../core/storage-room.ts";
import type { StorageKeeper } from "../ports.ts";

export type StorageState = {
  room?: StorageRoom;
  /** Whether the browser keeps everything until a person erases it; undefined until it was asked. */
  isKept?: boolean;
  isNearlyFull: boolean;
};

/** What this device has room for, and whether it keeps it. */
export type StorageWatch = {
  readonly store: Pick<StoreApi<StorageState>, "getState" | "getInitialState" | "subscribe">;
  /** Looks again. */
  look(): Promise<void>;
  /** Asks the browser to keep everything: when there is something worth keeping, not before. */
  keep(): Promise<boolean>;
};

export function createStorageWatch(keeper: StorageKeeper): StorageWatch {
  const store = createStore<StorageState>(() => ({ isNearlyFull: false }));

  async function look(): Promise<void> {
    const [room, isKept] = await Promise.all([
      keeper.estimate().catch(() => undefined),
      keeper.isKept().catch(() => false),
    ]);
    const nearlyFull = room !== undefined && isNearlyFull(room);
    store.setState({ ...(room && { room }), isKept, isNearlyFull: nearlyFull }, true);
  }

  return {
    store,
    look,
    async keep() {
      const isKept = await keeper.keep().catch(() => false);
      await look();
      return isKept;
    },
  };
}
