import type { MessagingHost } from "../ports/host.ts";
import type { Manners } from "../ports/manners.ts";
import type { DecisionStore, OutboxStore, SnapshotStore } from "../ports/stores.ts";
import type { TabChannel } from "../ports/tabs.ts";

export type MessagingPorts = {
  snapshots: SnapshotStore;
  outboxStore: OutboxStore;
  decisionStore: DecisionStore;
  host: MessagingHost;
  /** To the other tabs of the profile. */
  channel: TabChannel;
  manners: () => Manners;
};
