import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { GroupRecord, Role } from "@/lib/messaging/core/group.ts";

/** What the network links members by: two in a DM, any number in a group. Never changed in place. */
export type Group = {
  id: string;
  kind: "dm" | "group";
  name?: string;
  description?: string;
  pictureUrl?: string;
  members: readonly InboxId[];
  /** Whoever is not here is a member; the first member is the super admin when nobody is. */
  roles?: Readonly<Record<InboxId, Role>>;
  policies?: GroupRecord["policies"];
  leaving?: readonly InboxId[];
  disappearAfterMs?: number;
  createdAtNs: bigint;
};
