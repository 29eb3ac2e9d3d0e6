import type { StoreApi } from "zustand/vanilla";
import type { FileLine } from "@/lib/calls/flow/calls-view.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Unsubscribe } from "@/lib/messaging/ports/host.ts";
import { fileLink, type LinkPorts } from "./link.ts";
import { type FileReceiving, receiveFiles } from "./receive-files.ts";
import { type FileSending, sendFiles } from "./send-files.ts";
import { showTransfers } from "./show-transfers.ts";
import type { TransfersPorts } from "./transfers-ports.ts";
import { NO_TRANSFERS, type TransfersView } from "./transfers-view.ts";

/** The files of one inbox, both ways. */
export type TransferDesk = {
  readonly sending: FileSending;
  readonly receiving: FileReceiving;
  use(line: FileLine | undefined): void;
  close(): void;
};

type DeskPorts = TransfersPorts & { store: StoreApi<TransfersView> };

export function openDesk(inboxId: InboxId, ports: DeskPorts): TransferDesk {
  const { host, records, landing, channel, keeps } = ports;
  const alarms = new Set<Unsubscribe>();
  /** What moves in other tabs is theirs to show. */
  let elsewhere: ReadonlySet<string> = new Set();
  /** One after the other: the last word about a file is the last one on the disk. */
  let disk: Promise<unknown> = Promise.resolve();

  /** Who leaves nothing does so to the end: when it is over, nobody is signed in any more. */
  let leavesNothing = false;
  const isKept = () => {
    leavesNothing ||= !keeps();
    return !leavesNothing;
  };

  const link = fileLink({
    onConnected(peer) {
      receiving.dispatch({ kind: "connected", peer });
      sending.dispatch({ kind: "connected", peer });
    },
    onDisconnected() {
      receiving.dispatch({ kind: "disconnected" });
      sending.dispatch({ kind: "disconnected" });
    },
    onFrame(frame) {
      receiving.dispatch({ kind: "heard", frame, newKey: host.newKey() });
      sending.dispatch({ kind: "heard", frame });
    },
    onChunk: (chunk) => receiving.dispatch({ kind: "chunk", ...chunk }),
    onDrained: () => sending.dispatch({ kind: "drained" }),
  });
  const view = showTransfers(ports, {
    sent: () => sending.state(),
    received: () => receiving.state(),
    isElsewhere: (key) => elsewhere.has(key),
    onMoved: tellOthers,
  });
  const linkPorts: LinkPorts = {
    ...ports,
    link,
    onStep: view.look,
    onDisk(work) {
      if (!isKept()) return;
      // Without room to keep it the file still goes over; it would only not outlive the page.
      disk = disk.then(() => work(inboxId)).catch(() => undefined);
      void disk.then(tellOthers);
    },
    settled: () => disk,
    wake: (atMs, run) => alarms.add(host.at(atMs, run)),
  };
  const sending = sendFiles(linkPorts);
  const receiving = receiveFiles(linkPorts);

  function tellOthers(): void {
    channel.post({ kind: "transfers", inboxId, here: view.here() });
  }

  async function look(): Promise<void> {
    if (!isKept()) return;
    await disk;
    const kept = await records.load(inboxId).catch(() => undefined);
    if (!kept) return;
    const found = await Promise.all(
      kept.received.map(async (record) => ({
        record,
        bytesOnDisk: await landing.sizeOf(record.key),
      })),
    );
    receiving.dispatch({ kind: "restore", found });
    sending.dispatch({ kind: "restore", records: kept.sent });
  }

  /** What a page left that kept no record of it. */
  async function clear(): Promise<void> {
    // Even to look for it would leave a trace.
    if (!isKept()) return;
    await records
      .receivedKeys()
      .then((keys) => landing.keepOnly(keys))
      .catch(() => undefined);
  }

  const stopHearing = channel.onMessage((said) => {
    const { inboxId: of, here, asks, ends } = (said ?? {}) as { [name: string]: unknown };
    if (of !== inboxId) return;
    if (ends === true) return close();
    if (asks === true) return tellOthers();
    elsewhere = new Set(Array.isArray(here) ? here : []);
    void look();
    view.look();
  });
  // What moved here is shown by the others from now on, as what waits.
  const stopLeaving = host.onLeaving(() => {
    channel.post({ kind: "transfers", inboxId, here: [] });
  });
  channel.post({ kind: "transfers", inboxId, asks: true });
  void look().then(clear);

  function close(): void {
    stopHearing();
    stopLeaving();
    link.use(undefined);
    view.close();
    for (const cancel of alarms) cancel();
    sending.close();
    receiving.close({ erases: !isKept() });
    ports.store.setState(NO_TRANSFERS, true);
  }

  return { sending, receiving, use: link.use, close };
}
