import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { InboxMembers, InboxReader } from "@/lib/messaging/ports/inbox-reader.ts";
import type { Holder } from "../../core/ticket.ts";

/** What the network said of an inbox lets somebody in this long. It keeps nobody out. */
export const MEMBERS_KNOWN_MS = 5_000;
const MAX_KNOWN = 1_000;

/** Whether who holds a session, or wants one, belongs to an inbox. Fails as `InboxReader` does. */
export type IsMember = (inboxId: InboxId, holder: Holder) => Promise<boolean>;

type Known = { atMs: number; members: InboxMembers };

/** Asks the network about an inbox once for all who belong to it and ask within seconds. */
export function rememberMembers(inboxes: InboxReader, nowMs: () => number): IsMember {
  const known = new Map<InboxId, Known>();
  const asking = new Map<InboxId, Promise<InboxMembers>>();

  async function read(inboxId: InboxId): Promise<InboxMembers> {
    const members = await inboxes.readMembers(inboxId);
    known.delete(inboxId);
    const [oldest] = known.keys();
    if (oldest && known.size >= MAX_KNOWN) known.delete(oldest);
    known.set(inboxId, { atMs: nowMs(), members });
    return members;
  }

  function readOnce(inboxId: InboxId): Promise<InboxMembers> {
    const under = asking.get(inboxId);
    if (under) return under;
    const reading = read(inboxId).finally(() => asking.delete(inboxId));
    asking.set(inboxId, reading);
    return reading;
  }

  return async (inboxId, holder) => {
    const before = known.get(inboxId);
    const isNew = before && nowMs() < before.atMs + MEMBERS_KNOWN_MS;
    if (isNew && includes(before.members, holder)) return true;
    return includes(await readOnce(inboxId), holder);
  };
}

function includes({ installationIds, wallets }: InboxMembers, holder: Holder): boolean {
  return holder.kind === "installation"
    ? installationIds.includes(holder.installationId)
    : wallets.includes(holder.address);
}
