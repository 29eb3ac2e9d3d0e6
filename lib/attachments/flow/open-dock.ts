import { toParleyError } from "@/lib/errors/base.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { OutgoingContent } from "@/lib/messaging/core/records.ts";
import {
  rowState,
  type Shipment,
  type ShippedFile,
  toPendingContent,
  toRemoteFiles,
} from "../core/shipment.ts";
import {
  EMPTY_DOCK,
  isHeld,
  type ShipmentEffect,
  type ShipmentEvent,
  stepShipments,
} from "../core/step-shipments.ts";
import type { FileToSeal, TaskOptions } from "../ports.ts";
import { keepShipments } from "./keep-shipments.ts";
import type { DockPorts } from "./shipping-ports.ts";
import type { ShownShipment } from "./shipping-view.ts";
import { takeBackFiles } from "./take-back-files.ts";

/** What one page ships for one inbox: the machine with its hands. */
export type ShipmentDock = {
  begin(shipment: Shipment, blobs: ReadonlyMap<string, Blob>): void;
  dispatch(event: ShipmentEvent): void;
  lead(leads: boolean): void;
  blobOf(fileId: string): Blob | undefined;
  close(): void;
};

export function openDock(inboxId: InboxId, ports: DockPorts): ShipmentDock {
  const { host, messaging, reach } = ports;
  const blobs = new Map<string, Blob>();
  const tasks = new Map<string, AbortController>();
  let dock = { ...EMPTY_DOCK, isOnline: reach.isOnline() };
  let elsewhere: readonly Shipment[] = [];
  let rowsShown = "";
  let isClosed = false;

  const keeping = keepShipments(inboxId, ports, {
    adopt: (shipment) => dispatch({ kind: "restored", shipment }),
    owns: (key) => dock.shipments.some((shipment) => shipment.key === key),
    showElsewhere: (shipments) => {
      elsewhere = shipments;
      show();
    },
  });

  const takingBack = takeBackFiles(inboxId, ports);

  function dispatch(event: ShipmentEvent): void {
    if (isClosed) return;
    const [next, effects] = stepShipments(dock, event, host.nowMs());
    dock = next;
    for (const effect of effects) carryOut(effect);
    show();
  }

  function show(): void {
    if (isClosed) return;
    const held = isHeld(dock, host.nowMs());
    const shipments: ShownShipment[] = [
      ...dock.shipments.map((each) => ({ ...each, isElsewhere: false, isHeld: held })),
      ...elsewhere
        .filter(({ key }) => !dock.shipments.some((own) => own.key === key))
        .map((each) => ({ ...each, isElsewhere: true, isHeld: false })),
    ];
    ports.store.setState({ shipments });
    const rows = shipments.filter(({ isWritten }) => !isWritten).map(toRow);
    // Thousands of steps of progress, and a handful of changes of rows.
    const said = JSON.stringify(rows);
    if (said === rowsShown) return;
    rowsShown = said;
    messaging.showPreparing(rows);
  }

  function carryOut(effect: ShipmentEffect): void {
    switch (effect.kind) {
      case "seal":
        void seal(effect.key, effect.file);
        break;
      case "upload":
        void upload(effect);
        break;
      case "stop":
        tasks.get(effect.id)?.abort();
        break;
      case "withdraw":
        takingBack.takeBack(effect.sealed);
        break;
      case "erase":
        blobs.delete(effect.id);
        ports.sealedFiles.erase(effect.id).catch(() => undefined);
        break;
      case "store":
        keeping.store(effect.shipment);
        break;
      case "forget":
        keeping.forget(effect.key);
        break;
      case "write":
        write(effect.shipment);
        break;
      case "wake":
        host.at(effect.atMs, () => dispatch({ kind: "retry-due", atMs: effect.atMs }));
        break;
    }
  }

  async function seal(key: string, file: ShippedFile): Promise<void> {
    const { id, fileName, preview, picture } = file;
    const blob = blobs.get(id);
    if (!blob) return dispatch({ kind: "refused", key, id, reason: "attachment.not-ready" });
    const toSeal: FileToSeal = {
      key: id,
      file: blob,
      fileName,
      ...(preview && { preview }),
      ...(picture && { picture }),
      ...(!ports.keeps && { temporary: true }),
    };
    await attempt(key, id, async (options) => {
      const sealed = await ports.sealing.seal(toSeal, options);
      return { kind: "sealed", key, id, sealed };
    });
  }

  async function upload(effect: Extract<ShipmentEffect, { kind: "upload" }>): Promise<void> {
    const { key, id, sealed } = effect;
    await attempt(key, id, async (options) => {
      await ports.openServer();
      await ports.uploading.upload(sealed, options);
      return { kind: "archived", key, id };
    });
  }

  async function attempt(
    key: string,
    id: string,
    task: (options: TaskOptions) => Promise<ShipmentEvent>,
  ): Promise<void> {
    const scope = new AbortController();
    tasks.set(id, scope);
    const onProgress = (fraction: number) => dispatch({ kind: "progress", key, id, fraction });
    try {
      dispatch(await task({ signal: scope.signal, onProgress }));
    } catch (thrown) {
      if (scope.signal.aborted) return;
      const { code, facts } = toParleyError(thrown);
      dispatch({ kind: "refused", key, id, reason: code, facts });
    } finally {
      if (tasks.get(id) === scope) tasks.delete(id);
    }
  }

  function write(shipment: Shipment): void {
    const { key, thread, replyTo } = shipment;
    if (messaging.isQueued(key)) return;
    const remote = toRemoteFiles(shipment, ports.gatewayUrl);
    shipment.files.forEach(({ id, fileName, mimeType, picture, stage }, index) => {
      const [blob, file] = [blobs.get(id), remote[index]];
      // What is shown as sent is what was sent: of a reduced picture this page has only the original.
      const isReduced = picture === "reduced" && file?.preview?.mimeType?.startsWith("image/");
      if (blob && file && !isReduced) ports.remember(file, blob);
      if (!ports.keeps || stage.kind !== "archived") return;
      const { cid } = stage.sealed;
      ports.names.put(inboxId, { cid, fileName, mimeType }).catch(() => undefined);
    });
    const content = { type: "attachments", files: remote } as const;
    const said: OutgoingContent = replyTo ? { type: "reply", to: replyTo, content } : content;
    messaging.write(thread, said, key);
  }

  const stopHearing = messaging.onLeft((key) => dispatch({ kind: "left", key }));
  const stopWatching = reach.onChange(() =>
    dispatch({ kind: "online", isOnline: reach.isOnline() }),
  );

  return {
    dispatch,
    begin(shipment, chosen) {
      for (const [id, blob] of chosen) blobs.set(id, blob);
      keeping.hold(shipment.key);
      dispatch({ kind: "begun", shipment });
    },
    lead(leads) {
      keeping.lead(leads);
      if (leads) takingBack.resume();
    },
    blobOf: (id) => blobs.get(id),
    close() {
      isClosed = true;
      stopHearing();
      stopWatching();
      for (const scope of tasks.values()) scope.abort();
      takingBack.close();
      keeping.close();
    },
  };
}

function toRow(shipment: ShownShipment) {
  const { key, thread, startedAtMs, isHeld: held } = shipment;
  const content = toPendingContent(shipment);
  return { key, thread, content, writtenAtMs: startedAtMs, state: rowState(shipment, held) };
}
