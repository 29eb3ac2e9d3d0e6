import { createStore, type StoreApi } from "zustand/vanilla";
import type { Calls } from "@/lib/calls/flow/calls-ports.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { TransferRow } from "../core/transfer-row.ts";
import { openDesk, type TransferDesk } from "./transfer-desk.ts";
import type { TransfersPorts } from "./transfers-ports.ts";
import { NO_TRANSFERS, type TransfersView } from "./transfers-view.ts";

/** Files that go from one device straight to another while there is a call between them. */
export type Transfers = {
  readonly store: Pick<StoreApi<TransfersView>, "getState" | "getInitialState" | "subscribe">;
  /** Offers files; they go when there is a connection and the other side says yes. */
  send(peer: InboxId, files: readonly File[]): Promise<void>;
  /** Gives the page a file that it knew before it was loaded anew; false for another one. */
  again(key: string, file: File): Promise<boolean>;
  accept(key: string): void;
  decline(key: string): void;
  pause(key: string): void;
  resume(key: string): void;
  /** Gives it up, or takes what is over off the list. Nothing stays of it on this device. */
  remove(key: string): void;
  /** What arrived, to be saved: it is not read into memory. */
  read(key: string): Promise<Blob>;
  /** It was given to the browser to save. */
  markSaved(key: string): void;
  /** What is being sent, to go another way. */
  fileOf(key: string): File | undefined;
};

/** What a page has of calls, once it is loaded. */
export type CallsWithFiles = Calls & { readonly files: Transfers };

/**
 * Sends and receives files of the inbox that is shown.
 *
 * @example
 * const files = createTransfers(ports);
 * await files.send(peer, [file]); // asked about there
 * files.store.subscribe(({ rows }) => show(rows));
 */
export function createTransfers(ports: TransfersPorts): Transfers {
  const store = createStore<TransfersView>(() => NO_TRANSFERS);
  const { messaging, calls } = ports;
  let desk: (TransferDesk & { inboxId: InboxId }) | undefined;

  function follow(inboxId: InboxId | undefined): void {
    if (desk?.inboxId === inboxId) return;
    desk?.close();
    desk = inboxId && { inboxId, ...openDesk(inboxId, { ...ports, store }) };
    desk?.use(calls.getState().files);
  }

  messaging.store.subscribe(({ inboxId }) => follow(inboxId));
  calls.subscribe(({ files }) => desk?.use(files));
  follow(messaging.store.getState().inboxId);

  const row = (key: string): TransferRow | undefined =>
    store.getState().rows.find((each) => each.key === key);
  function tell(kind: "pause" | "resume" | "remove", key: string): void {
    if (row(key)?.way === "out") desk?.sending.dispatch({ kind, key });
    else desk?.receiving.dispatch({ kind, key });
  }

  return {
    store,
    send: async (peer, files) => desk?.sending.send(peer, files),
    again: async (key, file) => (await desk?.sending.again(key, file)) ?? false,
    accept: (key) => desk?.receiving.dispatch({ kind: "accept", key }),
    decline: (key) => desk?.receiving.dispatch({ kind: "decline", key }),
    pause: (key) => tell("pause", key),
    resume: (key) => tell("resume", key),
    remove: (key) => tell("remove", key),
    read: (key) => ports.landing.read(key),
    markSaved: (key) => desk?.receiving.dispatch({ kind: "saved", key }),
    fileOf: (key) => desk?.sending.fileOf(key),
  };
}
