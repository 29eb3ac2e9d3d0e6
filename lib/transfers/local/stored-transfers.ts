import { isDigest, isFileId, isOffset } from "../core/frames.ts";
import type { ReceivedRecord } from "../core/received-file.ts";
import type { SentRecord } from "../core/sent-file.ts";

/*
 * What a browser kept may be of another version of Parley, or edited by hand: what does not read as
 * ours is as good as not there.
 */

export type StoredTransfer =
  | { way: "out"; record: SentRecord }
  | { way: "in"; record: ReceivedRecord };

export function isStoredTransfer(value: unknown): value is StoredTransfer {
  if (!isObject(value) || !isObject(value.record) || !isRecord(value.record)) return false;
  const { savedAtMs, isComplete } = value.record;
  if (value.way === "out") return true;
  return (
    value.way === "in" &&
    typeof isComplete === "boolean" &&
    (savedAtMs === undefined || typeof savedAtMs === "number")
  );
}

function isRecord({ id, sizeBytes, head, touchedAtMs, ...texts }: Fields): boolean {
  const { key, peer, name, mimeType } = texts;
  return (
    [key, peer, name, mimeType].every((each) => typeof each === "string") &&
    isFileId(id) &&
    isOffset(sizeBytes) &&
    isDigest(head) &&
    typeof touchedAtMs === "number"
  );
}

type Fields = { readonly [name: string]: unknown };

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}
