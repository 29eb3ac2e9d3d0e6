import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId, InstallationId } from "@/lib/identity/core/ids.ts";

/** Who belongs to an inbox now. */
export type InboxMembers = {
  installationIds: readonly InstallationId[];
  wallets: readonly Address[];
};

/**
 * What the network says of any inbox, without a client of it. Network calls fail with
 * `xmtp.unreachable` within seconds, with `server.busy` when too much is asked at once, and with
 * `xmtp.engine-died` when the engine broke over it.
 */
export type InboxReader = {
  /**
   * Network. Every update of the inbox is verified here, not believed: the node can hide the newest
   * ones, but add none. (For contract wallets it is the node that asks their chain.) Fails with
   * `xmtp.not-registered` when there is no such inbox.
   */
  readMembers(inboxId: InboxId): Promise<InboxMembers>;
  /** Network. The inbox of an address, by the node's word. */
  findInbox(address: Address): Promise<InboxId | undefined>;
  /** Local. Whether the key of an installation signed exactly this. Any bytes may be given. */
  isSignedBy(asked: {
    installationId: InstallationId;
    text: string;
    signature: Uint8Array;
  }): Promise<boolean>;
};
