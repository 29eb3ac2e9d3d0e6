import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { ArchivedNames, SealedFiles, ShipmentStore, WithdrawalStore } from "../ports.ts";

type Kept = {
  shipments: Pick<ShipmentStore, "erase" | "fileIds">;
  sealedFiles: Pick<SealedFiles, "keepOnly">;
  names: Pick<ArchivedNames, "erase">;
  withdrawals: Pick<WithdrawalStore, "erase">;
};

/**
 * Erases all that this device keeps of the files an inbox sends: the messages that have not left,
 * their sealed bytes, what the server was yet to be told, and the names of what was archived. What other inboxes ship stays.
 */
export async function eraseShipped(
  inboxId: InboxId,
  { shipments, sealedFiles, names, withdrawals }: Kept,
): Promise<void> {
  await shipments.erase(inboxId);
  await names.erase(inboxId);
  await withdrawals.erase(inboxId);
  await sealedFiles.keepOnly(await shipments.fileIds());
}
