import type { ByteRange } from "../walk-dag.ts";

/**
 * What a `Range` header asks for (RFC 9110, 14.1.2). Undefined when it asks for nothing that is
 * understood, which is no error; `"outside"` when nothing of the file is in it. Of several ranges
 * none is given: the whole file is a right answer too.
 */
export function parseRange(
  header: string | undefined,
  sizeBytes: number,
): ByteRange | "outside" | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "");
  if (!match) return undefined;
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return undefined;
  if (first === "") {
    const from = Math.max(0, sizeBytes - Number(last));
    return from < sizeBytes ? { from, to: sizeBytes } : "outside";
  }
  const from = Number(first);
  const to = last === "" ? sizeBytes : Math.min(Number(last) + 1, sizeBytes);
  if (last !== "" && Number(last) < from) return undefined;
  return from < sizeBytes ? { from, to } : "outside";
}

/**
 * What `entity-bytes=from:to` asks for (trustless gateway specification): both inclusive, negative
 * ones count from the end, `*` is the end. Undefined when it is none of that.
 */
export function parseEntityBytes(text: string, sizeBytes: number): ByteRange | undefined {
  const match = /^(-?\d{1,15}):(-?\d{1,15}|\*)$/.exec(text);
  if (!match) return undefined;
  const [, first = "", last = ""] = match;
  const from = Math.max(0, offsetOf(Number(first), sizeBytes));
  const to = last === "*" ? sizeBytes : offsetOf(Number(last), sizeBytes) + 1;
  return { from, to: Math.min(to, sizeBytes) };
}

function offsetOf(position: number, sizeBytes: number): number {
  return position < 0 ? sizeBytes + position : position;
}
