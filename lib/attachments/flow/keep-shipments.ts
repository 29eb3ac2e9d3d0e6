import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Shipment } from "../core/shipment.ts";
import type { DockPorts } from "./shipping-ports.ts";

type Hands = {
  /** This page ships it from now on. */
  adopt(shipment: Shipment): void;
  owns(key: string): boolean;
  showElsewhere(shipments: readonly Shipment[]): void;
};

/** Where shipments are kept, and which page has which in hand. */
export type ShipmentKeeping = {
  /** This page has just begun it. */
  hold(key: string): void;
  store(shipment: Shipment): void;
  forget(key: string): void;
  lead(leads: boolean): void;
  close(): void;
};

/**
 * Each shipment is in the hands of one page, by a turn that ends with the page. The page that leads
 * stands in line for those of the others: what a page was doing that is gone goes on there.
 */
export function keepShipments(
  inboxId: InboxId,
  { shipments, sealedFiles, takeTurn, channel, keeps }: DockPorts,
  hands: Hands,
): ShipmentKeeping {
  const releases = new Map<string, () => void>();
  const inLine = new Map<string, AbortController>();
  const gone = new Set<string>();
  let isClosed = false;
  let leads = false;
  let isLookedFor = false;
  /** One after the other: the last word about a shipment is the last one on the disk. */
  let disk: Promise<unknown> = Promise.resolve();

  function onDisk(work: () => Promise<unknown>): void {
    if (!keeps) return;
    // Without room to keep it the message still leaves; it would only not survive the page.
    disk = disk.then(work).catch(() => undefined);
    void disk.then(() => channel.post({ kind: "shipments", inboxId }));
  }

  async function take(key: string, signal?: AbortSignal): Promise<boolean> {
    const release = await takeTurn(key, signal);
    if (isClosed || gone.has(key)) {
      release();
      return false;
    }
    releases.set(key, release);
    return true;
  }

  function letGo(key: string): void {
    gone.add(key);
    releases.get(key)?.();
    releases.delete(key);
  }

  /** What is kept and in nobody's hands here: shown, and waited for by the page that leads. */
  async function look(): Promise<void> {
    if (!keeps || isClosed) return;
    await disk;
    const kept = await shipments.load(inboxId).catch(() => []);
    if (isClosed) return;
    const others = kept.filter(({ key }) => !hands.owns(key) && !gone.has(key));
    hands.showElsewhere(others);
    if (!leads) return;
    if (!isLookedFor) await clear();
    for (const { key } of others) if (!inLine.has(key)) void standInLine(key);
  }

  async function standInLine(key: string): Promise<void> {
    const scope = new AbortController();
    inLine.set(key, scope);
    try {
      if (!(await take(key, scope.signal))) return;
      const kept = await shipments.load(inboxId);
      const found = kept.find((shipment) => shipment.key === key);
      if (found && !isClosed) hands.adopt(found);
      else letGo(key);
      await look();
    } catch {
      // Left the line.
    } finally {
      inLine.delete(key);
    }
  }

  /** Sealed bytes that no message of any account waits for: their page ended in between. */
  async function clear(): Promise<void> {
    isLookedFor = true;
    await shipments
      .fileIds()
      .then((ids) => sealedFiles.keepOnly(ids))
      .catch(() => undefined);
  }

  const stopHearing = channel.onMessage((said) => {
    if ((said as { inboxId?: unknown } | undefined)?.inboxId === inboxId) void look();
  });
  void look();

  return {
    hold: (key) => void (keeps && take(key).catch(() => undefined)),
    store: (shipment) => {
      if (!gone.has(shipment.key)) onDisk(() => shipments.put(inboxId, shipment));
    },
    forget(key) {
      onDisk(() => shipments.remove(inboxId, key));
      if (keeps) void disk.then(() => letGo(key));
    },
    lead(next) {
      if (next === leads) return;
      leads = next;
      if (leads) return void look();
      for (const scope of inLine.values()) scope.abort();
    },
    close() {
      isClosed = true;
      stopHearing();
      for (const scope of inLine.values()) scope.abort();
      for (const release of releases.values()) release();
    },
  };
}
