import type { ErrorFacts } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { SealedFile } from "./attachment.ts";
import { type FileStage, type Shipment, type ShippedFile, toRestored } from "./shipment.ts";

/** All that this page ships. */
export type Dock = {
  /** In the order they were sent. */
  readonly shipments: readonly Shipment[];
  readonly isOnline: boolean;
  readonly failuresInRow: number;
  /** Nothing is uploaded before this while the archive does not answer. */
  readonly retryAtMs: number;
};

type OfFile = { key: string; id: string };

export type ShipmentEvent =
  | { kind: "begun"; shipment: Shipment }
  /** Found on this device, and this page's to ship now. */
  | { kind: "restored"; shipment: Shipment }
  | ({ kind: "progress"; fraction: number } & OfFile)
  | ({ kind: "sealed"; sealed: SealedFile } & OfFile)
  | ({ kind: "archived" } & OfFile)
  /** Sealing or uploading failed; the code decides whether the file waits or needs a person. */
  | ({ kind: "refused"; reason: ErrorCode; facts?: ErrorFacts } & OfFile)
  | { kind: "retry"; key: string }
  /** Pictures whose words can't be taken out are sent with them. */
  | { kind: "send-originals"; key: string }
  | ({ kind: "cancel-file" } & OfFile)
  | { kind: "cancel"; key: string }
  /** The outbox has let go of the message. */
  | { kind: "left"; key: string }
  | { kind: "online"; isOnline: boolean }
  | { kind: "retry-due"; atMs: number };

export type ShipmentEffect =
  | { kind: "seal"; key: string; file: ShippedFile }
  | { kind: "upload"; key: string; id: string; sealed: SealedFile }
  /** Ends the task of a file that nobody waits for any more. */
  | { kind: "stop"; id: string }
  /** What was archived of it, or is staged at the server, is not wanted. */
  | { kind: "withdraw"; sealed: SealedFile }
  | { kind: "erase"; id: string }
  | { kind: "store"; shipment: Shipment }
  | { kind: "forget"; key: string }
  /** Everything is archived: the outbox takes over. */
  | { kind: "write"; shipment: Shipment }
  | { kind: "wake"; atMs: number };

/** What goes on by itself when its server is back. */
const PASSING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "archive.unreachable",
  "archive.no-node",
  "archive.too-many",
  "archive.wrong-offset",
  "server.unreachable",
  "server.busy",
  "server.too-many",
  "session.none",
  "session.superseded",
  "xmtp.unreachable",
  "tab.elsewhere",
]);

/** More would not arrive sooner, and the page has to stay light. */
export const AT_ONCE = 2;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

export const EMPTY_DOCK: Dock = { shipments: [], isOnline: true, failuresInRow: 0, retryAtMs: 0 };

/**
 * Messages with files: their files are sealed and archived, two at a time, and when all of one are,
 * the outbox gets the message. It is complete or it is not sent.
 */
export function stepShipments(
  dock: Dock,
  event: ShipmentEvent,
  nowMs: number,
): [Dock, ShipmentEffect[]] {
  const [changed, effects] = apply(dock, event, nowMs);
  const [written, writes] = writeReady(changed);
  const [started, starts] = startNext(written, nowMs);
  return [started, [...effects, ...writes, ...starts]];
}

/** Whether what is sealed has to wait now. */
export function isHeld({ isOnline, retryAtMs }: Dock, nowMs: number): boolean {
  return !isOnline || nowMs < retryAtMs;
}

function apply(dock: Dock, event: ShipmentEvent, nowMs: number): [Dock, ShipmentEffect[]] {
  switch (event.kind) {
    case "begun":
      return add(dock, event.shipment);
    case "restored":
      return restore(dock, event.shipment);
    case "progress":
      return [toStage(dock, event, (stage) => withFraction(stage, event.fraction)), []];
    case "sealed":
      return settle(dock, event, (stage) =>
        stage.kind === "sealing" ? { kind: "sealed", sealed: event.sealed } : stage,
      );
    case "archived":
      return settle({ ...dock, failuresInRow: 0, retryAtMs: 0 }, event, (stage) =>
        stage.kind === "uploading" ? { kind: "archived", sealed: stage.sealed } : stage,
      );
    case "refused":
      return refuse(dock, event, nowMs);
    case "retry":
      return retry(dock, event.key);
    case "send-originals":
      return sendOriginals(dock, event.key);
    case "cancel-file":
      return cancelFile(dock, event);
    case "cancel":
      return cancel(dock, event.key);
    case "left":
      return leave(dock, event.key);
    case "online":
      return [{ ...dock, isOnline: event.isOnline, failuresInRow: 0, retryAtMs: 0 }, []];
    case "retry-due":
      return [event.atMs === dock.retryAtMs ? { ...dock, retryAtMs: 0 } : dock, []];
  }
}

function add(dock: Dock, shipment: Shipment): [Dock, ShipmentEffect[]] {
  if (find(dock, shipment.key)) return [dock, []];
  const shipments = [...dock.shipments, shipment];
  return [{ ...dock, shipments }, [{ kind: "store", shipment }]];
}

function restore(dock: Dock, stored: Shipment): [Dock, ShipmentEffect[]] {
  if (find(dock, stored.key)) return [dock, []];
  const shipment = toRestored(stored);
  const next = { ...dock, shipments: [...dock.shipments, shipment] };
  // Nobody knows whether the outbox got it: by its key it is the same message.
  return [next, shipment.isWritten ? [{ kind: "write", shipment }] : []];
}

function refuse(
  dock: Dock,
  event: Extract<ShipmentEvent, { kind: "refused" }>,
  nowMs: number,
): [Dock, ShipmentEffect[]] {
  const { reason, facts } = event;
  const stage = find(dock, event.key)?.files.find(({ id }) => id === event.id)?.stage;
  if (stage?.kind === "uploading" && PASSING.has(reason)) {
    const { sealed } = stage;
    const delayMs = Math.min(FIRST_RETRY_MS * 2 ** dock.failuresInRow, LONGEST_RETRY_MS);
    const retryAtMs = nowMs + delayMs;
    const failuresInRow = Math.min(dock.failuresInRow + 1, 10);
    const held = toStage({ ...dock, retryAtMs, failuresInRow }, event, () => ({
      kind: "sealed",
      sealed,
    }));
    return [held, [{ kind: "wake", atMs: retryAtMs }]];
  }
  return settle(dock, event, (now) => {
    if (now.kind !== "sealing" && now.kind !== "uploading") return now;
    // Without its sealed bytes it begins anew, if the page still has the file.
    const kept = now.kind === "uploading" && reason !== "attachment.gone" && { sealed: now.sealed };
    return { kind: "failed", reason, ...(facts && { facts }), ...kept };
  });
}

function retry(dock: Dock, key: string): [Dock, ShipmentEffect[]] {
  const shipment = find(dock, key);
  if (!shipment) return [dock, []];
  const files = shipment.files.map((file) => ({ ...file, stage: triedAgain(file.stage) }));
  return put({ ...dock, failuresInRow: 0, retryAtMs: 0 }, { ...shipment, files });
}

function sendOriginals(dock: Dock, key: string): [Dock, ShipmentEffect[]] {
  const shipment = find(dock, key);
  if (!shipment) return [dock, []];
  const files = shipment.files.map((file) =>
    isNotBare(file)
      ? { ...file, picture: "original" as const, stage: { kind: "chosen" as const } }
      : file,
  );
  return put(dock, { ...shipment, files });
}

/** A picture that was to be reduced, and keeps what its camera wrote into it. */
export function isNotBare({ stage }: ShippedFile): boolean {
  return stage.kind === "failed" && stage.reason === "attachment.not-bare";
}

function triedAgain(stage: FileStage): FileStage {
  if (stage.kind !== "failed") return stage;
  return stage.sealed ? { kind: "sealed", sealed: stage.sealed } : { kind: "chosen" };
}

function cancelFile(dock: Dock, { key, id }: OfFile): [Dock, ShipmentEffect[]] {
  const shipment = find(dock, key);
  const file = shipment?.files.find((each) => each.id === id);
  if (!shipment || !file || shipment.isWritten) return [dock, []];
  if (shipment.files.length === 1) return cancel(dock, key);
  const files = shipment.files.filter((each) => each !== file);
  const [next, stored] = put(dock, { ...shipment, files });
  return [next, [...clearedOf(file), ...stored]];
}

function cancel(dock: Dock, key: string): [Dock, ShipmentEffect[]] {
  const shipment = find(dock, key);
  if (!shipment || shipment.isWritten) return [dock, []];
  return [without(dock, key), [...shipment.files.flatMap(clearedOf), { kind: "forget", key }]];
}

/** What there is of a file that is not to be sent, here and at the server. */
function clearedOf({ id, stage }: ShippedFile): ShipmentEffect[] {
  const sealed = "sealed" in stage ? stage.sealed : undefined;
  return [
    { kind: "stop", id },
    ...(sealed ? [{ kind: "withdraw" as const, sealed }] : []),
    { kind: "erase", id },
  ];
}

function leave(dock: Dock, key: string): [Dock, ShipmentEffect[]] {
  const shipment = find(dock, key);
  if (!shipment?.isWritten) return [dock, []];
  const erased = shipment.files.map(({ id }): ShipmentEffect => ({ kind: "erase", id }));
  return [without(dock, key), [...erased, { kind: "forget", key }]];
}

function writeReady(dock: Dock): [Dock, ShipmentEffect[]] {
  const effects: ShipmentEffect[] = [];
  const shipments = dock.shipments.map((shipment) => {
    const isReady = shipment.files.every(({ stage }) => stage.kind === "archived");
    if (shipment.isWritten || !isReady) return shipment;
    const written = { ...shipment, isWritten: true };
    effects.push({ kind: "store", shipment: written }, { kind: "write", shipment: written });
    return written;
  });
  return effects.length > 0 ? [{ ...dock, shipments }, effects] : [dock, []];
}

function startNext(dock: Dock, nowMs: number): [Dock, ShipmentEffect[]] {
  let free = AT_ONCE - dock.shipments.flatMap(({ files }) => files.filter(isBusy)).length;
  const mayUpload = !isHeld(dock, nowMs);
  const effects: ShipmentEffect[] = [];
  const begin = (key: string, file: ShippedFile): ShippedFile => {
    const { id, stage } = file;
    if (free <= 0) return file;
    if (stage.kind === "chosen") {
      free -= 1;
      effects.push({ kind: "seal", key, file });
      return { ...file, stage: { kind: "sealing", fraction: 0 } };
    }
    if (stage.kind !== "sealed" || !mayUpload) return file;
    free -= 1;
    const { sealed } = stage;
    effects.push({ kind: "upload", key, id, sealed });
    return { ...file, stage: { kind: "uploading", sealed, fraction: 0 } };
  };
  const shipments = dock.shipments.map((shipment) => ({
    ...shipment,
    files: shipment.files.map((file) => begin(shipment.key, file)),
  }));
  return effects.length > 0 ? [{ ...dock, shipments }, effects] : [dock, []];
}

function isBusy({ stage }: ShippedFile): boolean {
  return stage.kind === "sealing" || stage.kind === "uploading";
}

function withFraction(stage: FileStage, fraction: number): FileStage {
  if (stage.kind !== "sealing" && stage.kind !== "uploading") return stage;
  return fraction > stage.fraction ? { ...stage, fraction } : stage;
}

function toStage(dock: Dock, { key, id }: OfFile, change: (stage: FileStage) => FileStage): Dock {
  const shipments = dock.shipments.map((shipment) =>
    shipment.key === key
      ? { ...shipment, files: shipment.files.map((file) => staged(file, id, change)) }
      : shipment,
  );
  return { ...dock, shipments };
}

function staged(
  file: ShippedFile,
  id: string,
  change: (stage: FileStage) => FileStage,
): ShippedFile {
  return file.id === id ? { ...file, stage: change(file.stage) } : file;
}

/** A change that has to survive the page. */
function settle(
  dock: Dock,
  of: OfFile,
  change: (stage: FileStage) => FileStage,
): [Dock, ShipmentEffect[]] {
  const next = toStage(dock, of, change);
  const shipment = find(next, of.key);
  return shipment ? [next, [{ kind: "store", shipment }]] : [dock, []];
}

function put(dock: Dock, shipment: Shipment): [Dock, ShipmentEffect[]] {
  const shipments = dock.shipments.map((each) => (each.key === shipment.key ? shipment : each));
  return [{ ...dock, shipments }, [{ kind: "store", shipment }]];
}

function find({ shipments }: Dock, key: string): Shipment | undefined {
  return shipments.find((shipment) => shipment.key === key);
}

function without(dock: Dock, key: string): Dock {
  return { ...dock, shipments: dock.shipments.filter((shipment) => shipment.key !== key) };
}
