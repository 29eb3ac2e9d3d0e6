/** Files that come straight from another device, as their receiver knows them. */

import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Cancelling, FileFacts, Frame, Refusal } from "./frames.ts";

/** Why nothing of a file is here. */
export type ReceivingEnd =
  | Exclude<Cancelling, "person">
  | Extract<Refusal, "no-store">
  | "cancelled-there"
  | "bad";

export type ReceivingStage =
  /** Nothing is written before the person says yes. */
  | { kind: "asked" }
  /** What is there of it is looked at. */
  | { kind: "opening" }
  /** A part is here; the rest comes with the next connection. */
  | { kind: "waiting" }
  | { kind: "receiving" }
  /** All is here, and is counted over. */
  | { kind: "checking" }
  | { kind: "complete" }
  | { kind: "ended"; why: ReceivingEnd };

export type ReceivedFile = FileFacts & {
  /** Names it on this device. */
  key: string;
  peer: InboxId;
  touchedAtMs: number;
  savedAtMs?: number;
  stage: ReceivingStage;
  /** Its place on the disk is in this page's hands. */
  isOpen: boolean;
  /** Offered in this connection. */
  isLinked: boolean;
  /** Came, in order, and was given to the disk. */
  received: number;
  /** Is on the disk. */
  written: number;
  /** The sender was told that so much is taken. */
  upTo: number;
  /** Of all of it, as the sender counted. */
  sha256?: string;
  isPausedHere: boolean;
  isPausedThere: boolean;
};

export type ReceivingState = {
  readonly peer?: InboxId;
  readonly files: readonly ReceivedFile[];
  /** Files of theirs that arrived whole and are not listed any more. */
  readonly arrived: readonly { peer: InboxId; head: string; id: number; sizeBytes: number }[];
};

export const NOTHING_RECEIVED: ReceivingState = { files: [], arrived: [] };

/** What is kept beside its bytes. */
export type ReceivedRecord = Pick<
  ReceivedFile,
  "key" | "id" | "peer" | "name" | "sizeBytes" | "mimeType" | "head" | "touchedAtMs" | "savedAtMs"
> & { isComplete: boolean };

export type FoundFile = { record: ReceivedRecord; bytesOnDisk: number };

export type ReceivingEvent =
  | { kind: "connected"; peer: InboxId }
  | { kind: "disconnected" }
  /** `newKey`: for what it may be about. */
  | { kind: "heard"; frame: Frame; newKey: string }
  | { kind: "chunk"; id: number; offset: number; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "accept" | "decline"; key: string }
  | { kind: "opened"; key: string; bytesOnDisk: number }
  | { kind: "written"; key: string; offset: number }
  | { kind: "digested"; key: string; sha256: string }
  /** The disk, or its browser, said no. */
  | { kind: "failed"; key: string; why: "no-room" | "no-store" }
  | { kind: "pause" | "resume" | "remove" | "saved"; key: string }
  | { kind: "restore"; found: readonly FoundFile[] }
  | { kind: "time" };

export type ReceivingEffect =
  | { kind: "say"; frame: Frame }
  | { kind: "open"; key: string; sizeBytes: number }
  | { kind: "write"; key: string; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "digest"; key: string }
  /** Its place on the disk is let go. */
  | { kind: "close"; key: string }
  | { kind: "erase"; key: string }
  | { kind: "keep"; record: ReceivedRecord }
  | { kind: "wake"; atMs: number };

export type ReceivingStep = [ReceivingState, ReceivingEffect[]];

export function recordOf(file: ReceivedFile): ReceivedRecord {
  const { key, id, peer, name, sizeBytes, mimeType, head, touchedAtMs, savedAtMs } = file;
  return {
    ...{ key, id, peer, name, sizeBytes, mimeType, head, touchedAtMs },
    ...(savedAtMs !== undefined && { savedAtMs }),
    isComplete: file.stage.kind === "complete",
  };
}

/** As a page finds it that did not receive it. */
export function fromFound({ record, bytesOnDisk }: FoundFile): ReceivedFile {
  const { isComplete, ...facts } = record;
  return {
    ...facts,
    stage: { kind: isComplete ? "complete" : "waiting" },
    isOpen: false,
    isLinked: false,
    received: bytesOnDisk,
    written: bytesOnDisk,
    upTo: bytesOnDisk,
    isPausedHere: false,
    isPausedThere: false,
  };
}

export function asked(facts: FileFacts, key: string, peer: InboxId, nowMs: number): ReceivedFile {
  return {
    ...facts,
    key,
    peer,
    touchedAtMs: nowMs,
    stage: { kind: "asked" },
    isOpen: false,
    isLinked: true,
    received: 0,
    written: 0,
    upTo: 0,
    isPausedHere: false,
    isPausedThere: false,
  };
}

/** Some of it is here, or is to come. */
export function isUnderWay({ stage: { kind } }: ReceivedFile): boolean {
  return kind === "opening" || kind === "waiting" || kind === "receiving" || kind === "checking";
}
