import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { TabChannel } from "@/lib/messaging/ports/tabs.ts";
import type { LandingFiles, TransferRecords } from "../ports.ts";

type Kept = {
  records: TransferRecords;
  landing: Pick<LandingFiles, "erase">;
  channel: Pick<TabChannel, "post">;
};

/** Erases all that this device keeps of files that went straight from or to an inbox. */
export async function eraseTransfers(
  inboxId: InboxId,
  { records, landing, channel }: Kept,
): Promise<void> {
  // Pages that have files of it in their hands let go of them.
  channel.post({ kind: "transfers", inboxId, ends: true });
  const { received } = await records.load(inboxId);
  for (const { key } of received) await landing.erase(key);
  await records.erase(inboxId);
}
