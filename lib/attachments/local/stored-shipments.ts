import type { Shipment, ShippedFile } from "../core/shipment.ts";
import type { ArchivedName, Withdrawal } from "../ports.ts";

/*
 * What a browser kept may be of another version of Parley, or edited by hand: what does not read as
 * ours is as good as not there.
 */

/** Whether a value from the disk is a shipment that can go on. */
export function isShipment(value: unknown): value is Shipment {
  return (
    isObject(value) &&
    typeof value.key === "string" &&
    typeof value.thread === "string" &&
    /^(dm|group):/.test(value.thread) &&
    typeof value.startedAtMs === "number" &&
    typeof value.isWritten === "boolean" &&
    (value.replyTo === undefined ||
      (isObject(value.replyTo) && typeof value.replyTo.id === "string")) &&
    Array.isArray(value.files) &&
    value.files.length > 0 &&
    value.files.every(isFile)
  );
}

export function isArchivedName(value: unknown): value is ArchivedName {
  return (
    isObject(value) &&
    typeof value.cid === "string" &&
    typeof value.fileName === "string" &&
    typeof value.mimeType === "string"
  );
}

export function isWithdrawal(value: unknown): value is Withdrawal {
  return (
    isObject(value) &&
    typeof value.key === "string" &&
    typeof value.cid === "string" &&
    typeof value.contentDigest === "string"
  );
}

function isFile(value: unknown): value is ShippedFile {
  return (
    isObject(value) &&
    typeof value.id === "string" &&
    typeof value.fileName === "string" &&
    typeof value.mimeType === "string" &&
    typeof value.sizeBytes === "number" &&
    isObject(value.stage) &&
    isStage(value.stage)
  );
}

function isStage({ kind, sealed, reason }: Record<string, unknown>): boolean {
  switch (kind) {
    case "chosen":
    case "sealing":
      return true;
    case "sealed":
    case "uploading":
    case "archived":
      return isSealed(sealed);
    case "failed":
      return typeof reason === "string" && (sealed === undefined || isSealed(sealed));
    default:
      return false;
  }
}

const SEALED_TEXTS = ["key", "cid", "contentDigest", "secret", "salt", "nonce"];

function isSealed(value: unknown): boolean {
  return (
    isObject(value) &&
    SEALED_TEXTS.every((name) => typeof value[name] === "string") &&
    typeof value.sealedBytes === "number" &&
    isObject(value.preview)
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
