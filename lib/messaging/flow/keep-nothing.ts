import type { DecisionStore, OutboxStore, SnapshotStore } from "../ports/stores.ts";
import type { TabChannel } from "../ports/tabs.ts";

/**
 * The ports of an inbox that leaves no trace on this device and that no other tab hears of: its
 * client is in this tab's memory, and what is written waits there as well.
 */
export function keepNothing(): {
  snapshots: SnapshotStore;
  outboxStore: OutboxStore;
  decisionStore: DecisionStore;
  channel: TabChannel;
} {
  return {
    snapshots: {
      load: async () => undefined,
      save: async () => undefined,
      erase: async () => undefined,
    },
    outboxStore: {
      load: async () => [],
      put: async () => undefined,
      remove: async () => undefined,
    },
    decisionStore: {
      load: async () => [],
      put: async () => undefined,
      remove: async () => undefined,
    },
    channel: { post: () => undefined, onMessage: () => () => undefined },
  };
}
