import { createStore, type StoreApi } from "zustand/vanilla";
import { isNearlyFull, LITTLE_ROOM_BYTES, type StorageRoom } from "../core/storage-room.ts";
import type { MessagingHost, Unsubscribe } from "../ports/host.ts";
import type { StorageKeeper } from "../ports/storage-keeper.ts";

export type StorageState = {
  room?: StorageRoom;
  /** Whether the browser keeps everything until a person erases it; undefined until it was asked. */
  isKept?: boolean;
  isNearlyFull: boolean;
};

/** What this device has room for, and whether it keeps it. */
export type StorageWatch = {
  readonly store: Pick<StoreApi<StorageState>, "getState" | "getInitialState" | "subscribe">;
  /** Looks now and then: a tab may be open for weeks. */
  start(): Unsubscribe;
  /** Looks now. */
  look(): Promise<void>;
  /** Asks the browser to keep everything: when there is something worth keeping, not before. */
  keep(): Promise<boolean>;
};

/** A disk fills in hours, an archive in minutes. */
export const LOOK_EVERY_MS = 2 * 60_000;

export function createStorageWatch(
  keeper: StorageKeeper,
  host: Pick<MessagingHost, "nowMs" | "at">,
): StorageWatch {
  const store = createStore<StorageState>(() => ({ isNearlyFull: false }));

  async function look(): Promise<void> {
    const [room, hasRoom, isKept] = await Promise.all([
      keeper.estimate().catch(() => undefined),
      keeper.hasRoomFor(LITTLE_ROOM_BYTES).catch(() => true),
      keeper.isKept().catch(() => false),
    ]);
    const nearlyFull = !hasRoom || (room !== undefined && isNearlyFull(room));
    store.setState({ ...(room && { room }), isKept, isNearlyFull: nearlyFull }, true);
  }

  return {
    store,
    start() {
      let cancel: Unsubscribe = () => undefined;
      const lookAgain = () => {
        void look();
        cancel = host.at(host.nowMs() + LOOK_EVERY_MS, lookAgain);
      };
      lookAgain();
      return () => cancel();
    },
    look,
    async keep() {
      const isKept = await keeper.keep().catch(() => false);
      await look();
      return isKept;
    },
  };
}
