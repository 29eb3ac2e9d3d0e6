"use client";

import { useCallback, useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { FileToShip, Shipping } from "@/lib/attachments/flow/ship-files.ts";
import {
  NOTHING_SHIPPED,
  type ShippingView,
  type ShownShipment,
} from "@/lib/attachments/flow/shipping-view.ts";
import { type ParleyError, toParleyError } from "@/lib/errors/base.ts";
import type { QuotedMessage } from "@/lib/messaging/core/records.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { useParley } from "./parley-context.ts";

export type { FileToShip, ShownShipment };

const NOTHING = createStore<ShippingView>(() => NOTHING_SHIPPED);

export type ShipFiles = (
  files: readonly FileToShip[],
  replyTo?: QuotedMessage,
) => Promise<ParleyError | undefined>;

/** Sending files in a thread: their message is in it when this resolves, or it gives why not. */
export function useShipFiles(thread: ThreadKey): ShipFiles {
  const { loadShipping, messaging } = useParley();
  return useCallback(
    async (files, replyTo) => {
      try {
        (await loadShipping()).ship(thread, files, replyTo);
        messaging.showLatest(thread);
        return undefined;
      } catch (thrown) {
        return toParleyError(thrown);
      }
    },
    [loadShipping, messaging, thread],
  );
}

export type ShipmentBinding = {
  /** Undefined when it has left, or is not known (yet). */
  shipment: ShownShipment | undefined;
  retry: () => void;
  /** Sends pictures as they are that could not be reduced. */
  sendOriginals: () => void;
  /** Takes one of its files out, or gives all of it up. */
  cancel: (fileId?: string) => void;
  /** The plain file, while this page has it. */
  blobOf: (fileId: string) => Blob | undefined;
};

/** A message with files on its way. */
export function useShipment(key: string): ShipmentBinding {
  const { loadShipping } = useParley();
  const [shipping, setShipping] = useState<Shipping>();
  useEffect(() => {
    loadShipping().then(setShipping, () => undefined);
  }, [loadShipping]);
  const shipment = useStore(shipping?.store ?? NOTHING, ({ shipments }) =>
    shipments.find((each) => each.key === key),
  );
  return useMemo(
    () => ({
      shipment,
      retry: () => shipping?.retry(key),
      sendOriginals: () => shipping?.sendOriginals(key),
      cancel: (fileId) => shipping?.cancel(key, fileId),
      blobOf: (fileId) => shipping?.blobOf(fileId),
    }),
    [shipping, shipment, key],
  );
}
