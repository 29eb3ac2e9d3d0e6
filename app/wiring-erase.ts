import type { PublicConfig } from "@/lib/config/public-config.ts";
import type { NamedDevices } from "@/lib/identity/flow/device-names.ts";
import type { EraseDeviceData, NameStore, PictureStore } from "@/lib/identity/ports.ts";
import type { SnapshotStore } from "@/lib/messaging/ports/stores.ts";
import type { PreferenceStore } from "@/lib/preferences/ports.ts";
import type { MessageIndexes } from "@/lib/search/ports.ts";
import type { RunStore } from "@/lib/transactions/ports.ts";
import { engineChunk } from "./wiring-chunks.ts";

/** What takes all of an inbox away that this device keeps, whoever keeps it. */
export function eraser(
  config: PublicConfig,
  {
    snapshots,
    nameStore,
    preferenceStore,
    pictureStore,
    devices,
    indexes,
    runs,
    eraseFiles,
  }: {
    snapshots: SnapshotStore;
    nameStore: NameStore;
    preferenceStore: PreferenceStore;
    pictureStore: PictureStore;
    devices: NamedDevices;
    indexes: MessageIndexes;
    runs: RunStore;
    eraseFiles: EraseDeviceData;
  },
): EraseDeviceData {
  return async (inboxId) => {
    const { eraseXmtpStore } = await engineChunk(
      () => import("@/lib/messaging/xmtp/erase-store.ts"),
    );
    await eraseXmtpStore(config.xmtp, inboxId);
    await snapshots.erase(inboxId);
    await nameStore.erase(inboxId);
    await preferenceStore.erase(inboxId);
    await pictureStore.erase();
    await indexes.erase(inboxId);
    await runs.erase(inboxId);
    await eraseFiles(inboxId);
    devices.forget(inboxId);
  };
}
