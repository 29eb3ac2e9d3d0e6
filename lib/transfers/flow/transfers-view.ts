import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { TransferRow } from "../core/transfer-row.ts";

/** All that the screen reads of files that go straight to another device. */
export type TransfersView = {
  /** In the order they began. */
  rows: readonly TransferRow[];
  /** Who can be sent files this way now. */
  peer?: InboxId;
};

export const NO_TRANSFERS: TransfersView = { rows: [] };
