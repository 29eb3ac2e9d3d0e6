import { createStore, type StoreApi } from "zustand/vanilla";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { QuotedMessage, ThreadKey } from "@/lib/messaging/core/records.ts";
import type { FilePreview } from "../core/attachment.ts";
import type { Shipment, ShippedFile } from "../core/shipment.ts";
import { openDock, type ShipmentDock } from "./open-dock.ts";
import type { ShippingPorts } from "./shipping-ports.ts";
import { NOTHING_SHIPPED, type ShippingView } from "./shipping-view.ts";

/** A file that somebody chose and has looked at. */
export type FileToShip = {
  file: Blob;
  fileName: string;
  mimeType: string;
  picture?: "original" | "reduced";
  /** Known of a voice message. */
  preview?: FilePreview;
};

/** Messages with files, from the moment that they are sent until the outbox has them. */
export type Shipping = {
  readonly store: Pick<StoreApi<ShippingView>, "getState" | "getInitialState" | "subscribe">;
  /**
   * Ships for an inbox from now on, or for nobody: also what an earlier page of it left. The tab
   * that `leads` takes over what other tabs began when they are gone. `keeps` is false where
   * nothing may stay on this device.
   */
  show(inboxId: InboxId | undefined, options: { keeps: boolean; leads: boolean }): void;
  /** Shows one message with these files in its thread, and begins. Gives its key. */
  ship(
    thread: ThreadKey,
    files: readonly FileToShip[],
    replyTo?: QuotedMessage,
  ): string | undefined;
  /** Goes on with what failed, from where it stopped; what waits goes on at once. */
  retry(key: string): void;
  /** Sends pictures as they are that could not be reduced. */
  sendOriginals(key: string): void;
  /** Takes one file out of a message that has not left, or all of it. Nothing stays of it. */
  cancel(key: string, fileId?: string): void;
  /** The plain file, while this page has it. */
  blobOf(fileId: string): Blob | undefined;
};

export function createShipping(ports: ShippingPorts): Shipping {
  const store = createStore<ShippingView>(() => NOTHING_SHIPPED);
  let dock: ShipmentDock | undefined;
  let shownAs = "";

  return {
    store,
    show(inboxId, options) {
      const { keeps, leads } = options;
      const as = inboxId ? `${inboxId} ${keeps}` : "";
      if (as !== shownAs) {
        dock?.close();
        store.setState(NOTHING_SHIPPED);
        shownAs = as;
        dock = inboxId && openDock(inboxId, { ...ports, store, keeps });
      }
      dock?.lead(leads);
    },
    ship(thread, files, replyTo) {
      if (files.length === 0 || !dock) return undefined;
      const chosen = files.map((file) => ({ id: ports.host.newKey(), file }));
      const shipment: Shipment = {
        key: ports.host.newKey(),
        thread,
        ...(replyTo && { replyTo }),
        startedAtMs: ports.host.nowMs(),
        files: chosen.map(({ id, file }) => toShipped(id, file)),
        isWritten: false,
      };
      dock.begin(shipment, new Map(chosen.map(({ id, file }) => [id, file.file])));
      return shipment.key;
    },
    retry: (key) => dock?.dispatch({ kind: "retry", key }),
    sendOriginals: (key) => dock?.dispatch({ kind: "send-originals", key }),
    cancel: (key, id) =>
      dock?.dispatch(id === undefined ? { kind: "cancel", key } : { kind: "cancel-file", key, id }),
    blobOf: (id) => dock?.blobOf(id),
  };
}

function toShipped(id: string, { file, ...about }: FileToShip): ShippedFile {
  return { id, ...about, sizeBytes: file.size, stage: { kind: "chosen" } };
}
