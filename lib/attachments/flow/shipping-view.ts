import type { Shipment } from "../core/shipment.ts";

/** A message with files as its row shows it. */
export type ShownShipment = Shipment & {
  /** Another tab ships it. */
  isElsewhere: boolean;
  /** The network, or the archive, is away: it goes on by itself. */
  isHeld: boolean;
};

/** All messages with files that have not left, of the inbox that is shown. */
export type ShippingView = { shipments: readonly ShownShipment[] };

export const NOTHING_SHIPPED: ShippingView = { shipments: [] };
