import { bytesField, NotProtobuf, readFields } from "@/lib/protobuf/core/protobuf.ts";

/* The little of protobuf that the engine can't write and read for us: texts, and a map of them. */

const LENGTH_DELIMITED = 2;
const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder();

export function textField(field: number, text: string): Uint8Array {
  return bytesField(field, utf8.encode(text));
}

/** The text of field 1 when that is all a message has and it is short; else undefined. */
export function readOnlyText(message: Uint8Array): string | undefined {
  const length = message[1];
  const isWhole = message[0] === ((1 << 3) | LENGTH_DELIMITED) && length === message.length - 2;
  return isWhole && length < 0x80 ? fromUtf8.decode(message.subarray(2)) : undefined;
}

/**
 * The parameters of a serialized `EncodedContent` (its field 2: a map of texts). Of what does not
 * read as one, those before the place where it breaks.
 */
export function readParameters(message: Uint8Array): [string, string][] {
  return fieldsOf(message).flatMap(({ field, bytes }) => {
    if (field !== 2) return [];
    const parts = fieldsOf(bytes);
    const textOf = (wanted: number) =>
      fromUtf8.decode(parts.findLast((part) => part.field === wanted)?.bytes ?? new Uint8Array());
    return [[textOf(1), textOf(2)]];
  });
}

type Field = { field: number; bytes: Uint8Array };

/** The length-delimited fields of a message, up to where it breaks; numbers are passed over. */
function fieldsOf(message: Uint8Array): Field[] {
  const found: Field[] = [];
  try {
    for (const { number: field, value } of readFields(message))
      if (typeof value !== "number") found.push({ field, bytes: value });
  } catch (error) {
    if (!(error instanceof NotProtobuf)) throw error;
  }
  return found;
}
