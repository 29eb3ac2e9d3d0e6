/** Messages with files, from the moment they were sent until the outbox has them. */

import type { ErrorFacts } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import type { PendingContent, QuotedMessage, ThreadKey } from "@/lib/messaging/core/records.ts";
import type { SendState } from "@/lib/messaging/core/view.ts";
import type { FilePreview, RemoteFile, SealedFile } from "./attachment.ts";

/** How far a file has come. Fractions are from 0 to 1. */
export type FileStage =
  /** Waits for its turn to be sealed. */
  | { kind: "chosen" }
  | { kind: "sealing"; fraction: number }
  /** Waits for its turn, or for the network, to be archived. */
  | { kind: "sealed"; sealed: SealedFile }
  | { kind: "uploading"; sealed: SealedFile; fraction: number }
  | { kind: "archived"; sealed: SealedFile }
  /** With `sealed` it goes on from there. */
  | { kind: "failed"; reason: ErrorCode; facts?: ErrorFacts; sealed?: SealedFile };

export type ShippedFile = {
  /** Names its sealed bytes, too. */
  id: string;
  fileName: string;
  mimeType: string;
  sizeBytes: number;
  /** Of a picture: what is sent of it. */
  picture?: "original" | "reduced";
  preview?: FilePreview;
  stage: FileStage;
};

/** One message to be: plain data, as this device keeps it. */
export type Shipment = {
  /** The row's key, and the message's in the outbox. */
  key: string;
  thread: ThreadKey;
  replyTo?: QuotedMessage;
  startedAtMs: number;
  /** In the order they were chosen. */
  files: readonly ShippedFile[];
  /** The outbox has the message; what is kept here is erased when it has left. */
  isWritten: boolean;
};

/** What a shipment becomes: a file each, with what opens it and where it lies. */
export function toRemoteFiles({ files }: Shipment, gatewayUrl: string): RemoteFile[] {
  return files.flatMap(({ stage }) =>
    stage.kind === "archived" ? toRemoteFile(stage.sealed, gatewayUrl) : [],
  );
}

function toRemoteFile(sealed: SealedFile, gatewayUrl: string): RemoteFile {
  const { key: _, cid, ...rest } = sealed;
  return { kind: "remote", url: `${gatewayUrl.replace(/\/+$/, "")}/ipfs/${cid}`, ...rest };
}

/** What its row says until then. */
export function toPendingContent({ key, files, replyTo }: Shipment): PendingContent {
  const content = {
    type: "shipment",
    key,
    files: files.map(({ fileName, mimeType, sizeBytes }) => ({
      kind: "inline" as const,
      fileName,
      mimeType,
      sizeBytes,
    })),
  } as const;
  return replyTo ? { type: "reply", to: replyTo, content } : content;
}

/** How its row stands. `isHeld`: the network, or the archive, is away. */
export function rowState(
  { files }: Shipment,
  isHeld: boolean,
): Exclude<SendState, { kind: "sent" }> {
  for (const { stage } of files) {
    if (stage.kind === "failed") return { kind: "failed", reason: stage.reason };
  }
  const isSealing = files.some(({ stage }) => stage.kind === "sealing");
  return { kind: isHeld && !isSealing ? "waiting" : "sending" };
}

/** As a page finds it that did not begin it: the bytes that were not sealed are gone. */
export function toRestored(shipment: Shipment): Shipment {
  return { ...shipment, files: shipment.files.map(restoredFile) };
}

function restoredFile(file: ShippedFile): ShippedFile {
  const { stage } = file;
  if (stage.kind === "uploading")
    return { ...file, stage: { kind: "sealed", sealed: stage.sealed } };
  const isLost =
    stage.kind === "chosen" ||
    stage.kind === "sealing" ||
    (stage.kind === "failed" && !stage.sealed);
  return isLost ? { ...file, stage: { kind: "failed", reason: "attachment.not-ready" } } : file;
}

/** The bytes of all files, and how many of them have been archived. */
export function progressOf({ files }: Pick<Shipment, "files">): {
  doneBytes: number;
  bytes: number;
} {
  let doneBytes = 0;
  let bytes = 0;
  for (const { sizeBytes, stage } of files) {
    const size = "sealed" in stage && stage.sealed ? stage.sealed.sealedBytes : sizeBytes;
    bytes += size;
    if (stage.kind === "archived") doneBytes += size;
    if (stage.kind === "uploading") doneBytes += size * stage.fraction;
  }
  return { doneBytes, bytes };
}
