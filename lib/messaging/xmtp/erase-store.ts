import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { XmtpNetwork } from "./engine/network.ts";
import { startWorker } from "./worker/start-worker.ts";

/**
 * Erases the engine's database of an inbox: its messages and the keys of this installation.
 * The caller holds the tab lock and has closed the client.
 *
 * Fails with `xmtp.engine` or `storage.unavailable` when the store can't be reached.
 */
export async function eraseXmtpStore(network: XmtpNetwork, inboxId: InboxId): Promise<void> {
  const link = startWorker();
  try {
    await link.request<void>({ kind: "erase", network, inboxId }).value;
  } finally {
    link.close();
  }
}
