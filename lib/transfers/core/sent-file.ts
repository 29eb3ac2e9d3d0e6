/** Files that go straight to another device, as their sender knows them. */

import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Cancelling, FileFacts, Frame, Refusal } from "./frames.ts";

/** Why a file did not arrive. */
export type SendingEnd = Refusal | Exclude<Cancelling, "person"> | "cancelled-there" | "bad";

export type SendingStage =
  /** Until there is a connection to whom it is for, and a free place among what is offered. */
  | { kind: "waiting" }
  | { kind: "offered" }
  /** Taken; others move first. */
  | { kind: "queued" }
  | { kind: "sending" }
  /** All of it is there, or on its way; the other side counts it over. */
  | { kind: "checking" }
  | { kind: "arrived" }
  | { kind: "ended"; why: SendingEnd };

export type SentFile = FileFacts & {
  /** Names it on this device. */
  key: string;
  peer: InboxId;
  /** When it was chosen, or last moved. */
  touchedAtMs: number;
  /** A page that was loaded anew has to be given it again. */
  hasFile: boolean;
  /** The other side has said yes once. */
  wasTaken: boolean;
  stage: SendingStage;
  /** The next byte that goes. */
  next: number;
  /** On the other side's disk, as it says. */
  acked: number;
  /** What the other side takes. */
  upTo: number;
  isReading: boolean;
  /** Read, and not yet given to the channel. */
  ready?: Uint8Array<ArrayBuffer>;
  isPausedHere: boolean;
  isPausedThere: boolean;
};

export type SendingState = {
  /** Whose device there is a connection to. */
  readonly peer?: InboxId;
  /** Whether the channel takes more just now. */
  readonly hasRoom: boolean;
  /** What went last: files take turns. */
  readonly lastKey?: string;
  /** In the order they were chosen. */
  readonly files: readonly SentFile[];
};

export const NOTHING_SENT: SendingState = { hasRoom: true, files: [] };

/** What is kept of it, so that it can go on after the page. */
export type SentRecord = Pick<
  SentFile,
  "key" | "id" | "peer" | "name" | "sizeBytes" | "mimeType" | "head" | "touchedAtMs"
>;

export type SendingEvent =
  | { kind: "add"; file: SentRecord }
  /** It was chosen, and can't be read. */
  | { kind: "add-unreadable"; file: SentRecord }
  /** All that is kept on this device. */
  | { kind: "restore"; records: readonly SentRecord[] }
  /** The file of an earlier page was chosen again. */
  | { kind: "found"; key: string }
  | { kind: "connected"; peer: InboxId }
  | { kind: "disconnected" }
  | { kind: "heard"; frame: Frame }
  | { kind: "read"; key: string; offset: number; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "digested"; key: string; sha256: string }
  | { kind: "unreadable"; key: string }
  /** The channel takes more. */
  | { kind: "drained" }
  | { kind: "pause" | "resume" | "remove"; key: string }
  | { kind: "time" };

export type SendingEffect =
  | { kind: "say"; frame: Frame }
  | { kind: "read"; key: string; offset: number; length: number }
  | { kind: "transmit"; key: string; id: number; offset: number; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "digest"; key: string }
  | { kind: "keep"; record: SentRecord }
  /** Nothing of it is kept any more. */
  | { kind: "forget"; key: string }
  | { kind: "wake"; atMs: number };

export type SendingStep = [SendingState, SendingEffect[]];

export function recordOf(file: SentFile): SentRecord {
  const { key, id, peer, name, sizeBytes, mimeType, head, touchedAtMs } = file;
  return { key, id, peer, name, sizeBytes, mimeType, head, touchedAtMs };
}

export function fromRecord(record: SentRecord, hasFile: boolean): SentFile {
  return {
    ...record,
    hasFile,
    wasTaken: !hasFile,
    stage: { kind: "waiting" },
    ...AT_THE_BEGINNING,
    isPausedHere: false,
    isPausedThere: false,
  };
}

export const AT_THE_BEGINNING = { next: 0, acked: 0, upTo: 0, isReading: false } as const;

export function isOver({ stage }: SentFile): boolean {
  return stage.kind === "arrived" || stage.kind === "ended";
}

export function isMoving({ stage, isPausedHere, isPausedThere }: SentFile): boolean {
  return stage.kind === "sending" && !isPausedHere && !isPausedThere;
}
