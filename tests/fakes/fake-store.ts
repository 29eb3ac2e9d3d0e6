import type { InstallationId } from "@/lib/identity/core/ids.ts";
import type { MessageId, MessageRecord } from "@/lib/messaging/core/records.ts";
import type { Group } from "./fake-network.ts";

/** What a client keeps on its device: give the same one to a new client to play a restart. */
export class FakeStore {
  readonly groups = new Map<string, Group>();
  readonly messages = new Map<MessageId, MessageRecord & { groupId: string }>();
  /** Registered by the first client that opened it. */
  installationId: InstallationId | undefined;
  /** How much of the network's log was read. */
  cursor = 0;
}
