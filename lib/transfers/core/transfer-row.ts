import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { ReceivedFile, ReceivingEnd } from "./received-file.ts";
import type { SendingEnd, SentFile } from "./sent-file.ts";

type RowStage =
  | Exclude<SentFile["stage"]["kind"], "ended">
  | Exclude<ReceivedFile["stage"]["kind"], "ended">
  | "saved"
  | "ended";

/** A file that goes straight to somebody, or comes from them, as it is shown. */
export type TransferRow = {
  key: string;
  way: "out" | "in";
  peer: InboxId;
  name: string;
  sizeBytes: number;
  mimeType: string;
  stage: RowStage;
  why?: SendingEnd | ReceivingEnd;
  /** On the receiver's disk. */
  doneBytes: number;
  /** While it moves, once that is known. */
  bytesPerS?: number;
  isPausedHere: boolean;
  isPausedThere: boolean;
  /** Its sender's page was loaded anew, and has to be given it again. */
  isLost: boolean;
};

export function sentRow(file: SentFile): TransferRow {
  return {
    ...common(file),
    way: "out",
    stage: file.stage.kind,
    ...(file.stage.kind === "ended" && { why: file.stage.why }),
    doneBytes: file.acked,
    isLost: !file.hasFile,
  };
}

export function receivedRow(file: ReceivedFile): TransferRow {
  const { kind } = file.stage;
  return {
    ...common(file),
    way: "in",
    stage: kind === "complete" && file.savedAtMs !== undefined ? "saved" : kind,
    ...(file.stage.kind === "ended" && { why: file.stage.why }),
    doneBytes: file.written,
    isLost: false,
  };
}

function common({
  key,
  peer,
  name,
  sizeBytes,
  mimeType,
  isPausedHere,
  isPausedThere,
}: SentFile | ReceivedFile) {
  return { key, peer, name, sizeBytes, mimeType, isPausedHere, isPausedThere };
}

/** Whether its bytes move just now. */
export function isMoving({ stage, isPausedHere, isPausedThere }: TransferRow): boolean {
  return (stage === "sending" || stage === "receiving") && !isPausedHere && !isPausedThere;
}
