import type { StoreApi } from "zustand/vanilla";
import type { Messaging } from "@/lib/messaging/flow/messaging.ts";
import type { MessagingHost } from "@/lib/messaging/ports/host.ts";
import type { TabChannel } from "@/lib/messaging/ports/tabs.ts";
import type { RemoteFile } from "../core/attachment.ts";
import type {
  ArchiveApi,
  ArchivedNames,
  Reach,
  SealedFiles,
  Sealing,
  ShipmentStore,
  TakeTurn,
  Uploading,
  WithdrawalStore,
} from "../ports.ts";
import type { ShippingView } from "./shipping-view.ts";

export type ShippingPorts = {
  sealing: Sealing;
  sealedFiles: SealedFiles;
  uploading: Uploading;
  archive: Pick<ArchiveApi, "remove">;
  shipments: ShipmentStore;
  withdrawals: WithdrawalStore;
  names: ArchivedNames;
  takeTurn: TakeTurn;
  /** To the other tabs of the profile. */
  channel: TabChannel;
  reach: Reach;
  /** Sees to it that the app's server knows who asks. */
  openServer: () => Promise<unknown>;
  messaging: Pick<Messaging, "write" | "showPreparing" | "isQueued" | "onLeft">;
  host: Pick<MessagingHost, "nowMs" | "at" | "newKey">;
  /** Keeps an own file at hand that was just archived, so that it is shown without being fetched. */
  remember: (file: RemoteFile, blob: Blob) => void;
  gatewayUrl: string;
};

/** The same for one inbox. `keeps` is false where nothing may stay on this device. */
export type DockPorts = ShippingPorts & { store: StoreApi<ShippingView>; keeps: boolean };
