import { ParleyError } from "@/lib/errors/base.ts";
import {
  bytesField,
  bytesFieldHead,
  concat,
  NotProtobuf,
  readFields,
  varintField,
} from "@/lib/protobuf/core/protobuf.ts";

/*
 * What is sealed is an `EncodedContent` of the type `xmtp.org/attachment:1.0` (XIP-17), in protobuf:
 * 1 type (1 authority, 2 name, 3 major, 4 minor), 2 parameters (a map), 3 fallback, 4 content,
 * 5 compression. The content comes last here, so that a file is read behind a head of known length.
 */

export type FrameHead = { fileName: string; mimeType: string; contentBytes: number };

/** A file as it was sealed. */
export type Frame = {
  fileName?: string;
  mimeType?: string;
  /** A view into what was read. */
  content: Uint8Array<ArrayBuffer>;
  compression?: "deflate" | "gzip";
};

const AUTHORITY = "xmtp.org";
const TYPE = "attachment";
const COMPRESSIONS = ["deflate", "gzip"] as const;

const utf8 = (text: string) => new TextEncoder().encode(text);

/** Everything before the file's own bytes. */
export function frameHead({
  fileName,
  mimeType,
  contentBytes,
}: FrameHead): Uint8Array<ArrayBuffer> {
  const type = [bytesField(1, utf8(AUTHORITY)), bytesField(2, utf8(TYPE)), varintField(3, 1)];
  return concat([
    bytesField(1, concat(type)),
    parameter("filename", fileName),
    parameter("mimeType", mimeType),
    bytesFieldHead(4, contentBytes),
  ]);
}

function parameter(key: string, value: string): Uint8Array {
  return bytesField(2, concat([bytesField(1, utf8(key)), bytesField(2, utf8(value))]));
}

/**
 * Reads what was sealed. Fails with `attachment.forged` when it is no attachment; nothing is
 * allocated that is not there.
 */
export function readFrame(bytes: Uint8Array<ArrayBuffer>): Frame {
  try {
    return toFrame(bytes);
  } catch (cause) {
    if (cause instanceof ParleyError || !(cause instanceof NotProtobuf)) throw cause;
    throw new ParleyError("attachment.forged", "What was sealed is no attachment", { cause });
  }
}

function toFrame(bytes: Uint8Array<ArrayBuffer>): Frame {
  const parameters = new Map<string, string>();
  let isAttachment = false;
  let content = bytes.subarray(0, 0);
  let compression: Frame["compression"];
  for (const { number, value } of readFields(bytes)) {
    if (number === 5) compression = compressionOf(value);
    if (typeof value === "number") continue;
    if (number === 1) isAttachment = isAttachmentType(value);
    if (number === 2) addParameter(parameters, value);
    if (number === 4) content = value as Uint8Array<ArrayBuffer>;
  }
  if (!isAttachment) throw new NotProtobuf("Another type of content");
  const fileName = parameters.get("filename");
  const mimeType = parameters.get("mimeType");
  return {
    content,
    ...(fileName && { fileName }),
    ...(mimeType && { mimeType }),
    ...(compression && { compression }),
  };
}

function compressionOf(value: number | Uint8Array): "deflate" | "gzip" {
  const compression = typeof value === "number" ? COMPRESSIONS[value] : undefined;
  if (!compression) throw new NotProtobuf("Compressed in an unknown way");
  return compression;
}

function isAttachmentType(bytes: Uint8Array): boolean {
  const parts = new Map<number, number | Uint8Array>();
  for (const { number, value } of readFields(bytes)) parts.set(number, value);
  return textOf(parts.get(1)) === AUTHORITY && textOf(parts.get(2)) === TYPE && parts.get(3) === 1;
}

/** Few and short: a name and a type. */
function addParameter(parameters: Map<string, string>, bytes: Uint8Array): void {
  if (parameters.size >= 64 || bytes.length > 16_384) throw new NotProtobuf("Too much said");
  const entry = new Map<number, number | Uint8Array>();
  for (const { number, value } of readFields(bytes)) entry.set(number, value);
  parameters.set(textOf(entry.get(1)), textOf(entry.get(2)));
}

function textOf(value: number | Uint8Array | undefined): string {
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : "";
}
