import type { StoreApi } from "zustand/vanilla";
import type { Unsubscribe } from "@/lib/messaging/ports/host.ts";
import { type Pace, paceWith, rateOf } from "../core/pace.ts";
import type { ReceivingState } from "../core/received-file.ts";
import type { SendingState } from "../core/sent-file.ts";
import { isMoving, receivedRow, sentRow, type TransferRow } from "../core/transfer-row.ts";
import type { TransfersPorts } from "./transfers-ports.ts";
import type { TransfersView } from "./transfers-view.ts";

/** Bytes come by the thousand a second; nobody reads faster than this. */
const SHOWN_EVERY_MS = 250;

type Looked = {
  sent(): SendingState;
  received(): ReceivingState;
  isElsewhere(key: string): boolean;
  /** What moves here is not what moved before. */
  onMoved(): void;
};

/** Puts on the screen what becomes of files: what happens at once, how far they are now and then. */
export function showTransfers(
  { host, store }: Pick<TransfersPorts, "host"> & { store: StoreApi<TransfersView> },
  { sent, received, isElsewhere, onMoved }: Looked,
): { look(): void; here(): string[]; close(): void } {
  const paces = new Map<string, Pace>();
  let shown = "";
  let moved = "";
  let later: Unsubscribe | undefined;

  function here(): string[] {
    const ofSent = sent().files.filter(({ hasFile }) => hasFile);
    const ofReceived = received().files.filter(({ isOpen, isLinked }) => isOpen || isLinked);
    return [...ofSent, ...ofReceived].map(({ key }) => key);
  }

  function rows(): TransferRow[] {
    const all = [...received().files.map(receivedRow), ...sent().files.map(sentRow)];
    return all.filter(({ key, stage }) => !(stage === "waiting" && isElsewhere(key)));
  }

  function show(all: readonly TransferRow[]): void {
    later?.();
    later = undefined;
    const nowMs = host.nowMs();
    const { peer } = received();
    store.setState(
      { rows: all.map((row) => withPace(row, nowMs)), ...(peer !== undefined && { peer }) },
      true,
    );
  }

  function withPace(row: TransferRow, nowMs: number): TransferRow {
    if (!isMoving(row)) {
      paces.delete(row.key);
      return row;
    }
    const pace = paceWith(paces.get(row.key) ?? [], row.doneBytes, nowMs);
    paces.set(row.key, pace);
    const bytesPerS = rateOf(pace);
    return bytesPerS === undefined ? row : { ...row, bytesPerS };
  }

  return {
    here,
    look() {
      const all = rows();
      const facts = all.map(({ doneBytes: _, ...row }) => row);
      const next = JSON.stringify([received().peer, facts]);
      const isNews = next !== shown;
      shown = next;
      if (isNews) show(all);
      else later ??= host.at(host.nowMs() + SHOWN_EVERY_MS, () => show(rows()));
      const nowHere = here().join(" ");
      if (nowHere === moved) return;
      moved = nowHere;
      onMoved();
    },
    close() {
      later?.();
    },
  };
}
