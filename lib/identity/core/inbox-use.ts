import type { Address } from "./address.ts";
import type { InboxId, InstallationId } from "./ids.ts";

/** How many installations an inbox may have at a time: XMTP refuses the next. */
export const MAX_INSTALLATIONS = 10;

/**
 * How many identity updates an inbox may ever have: each installation, each wallet and each
 * removal of one costs one, and none comes back (XIP-46; libxmtp reads no further).
 */
export const MAX_UPDATES = 256;

/** From here on every identity update is worth a thought: a tenth of them is left. */
const FEW_UPDATES = 25;

/** What is known of one installation of an inbox. */
export type Installation = {
  id: InstallationId;
  /** When it was registered, by the clock of its own device. */
  createdAtMs?: number;
  /** When it last published a key package, which it does while it is in use. */
  keyPackageAtMs?: number;
};

/** Who an inbox is, and what it has used up of what the network allows. */
export type InboxUse = {
  inboxId: InboxId;
  /** Newest first. */
  installations: readonly Installation[];
  updateCount: number;
  /** Ethereum accounts that may sign in. */
  wallets: readonly Address[];
  /** Who alone may remove wallets and installations; undefined when it is no Ethereum account. */
  recovery?: Address;
};

/** Whether another device can't be added before one is removed. */
export function isFull({ installations }: InboxUse): boolean {
  return installations.length >= MAX_INSTALLATIONS;
}

export function updatesLeft({ updateCount }: InboxUse): number {
  return Math.max(0, MAX_UPDATES - updateCount);
}

export function hasFewUpdatesLeft(use: InboxUse): boolean {
  return updatesLeft(use) <= FEW_UPDATES;
}

/** Whether a device may take the place of another: one update removes that, the next adds this. */
export function canReplaceDevice(use: InboxUse): boolean {
  return updatesLeft(use) >= 2;
}

/** Newest first, as people look for what they remember; what has no date comes last. */
export function newestFirst(a: Installation, b: Installation): number {
  return (b.createdAtMs ?? 0) - (a.createdAtMs ?? 0) || a.id.localeCompare(b.id);
}
