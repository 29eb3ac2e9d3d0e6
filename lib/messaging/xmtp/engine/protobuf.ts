/* The little of protobuf that the engine can't write and read for us: fields of bytes, one after another. */

const LENGTH_DELIMITED = 2;
const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder();

export function textField(field: number, text: string): Uint8Array {
  return fieldOf(field, utf8.encode(text));
}

/** A length-delimited field with a number below 16. */
export function fieldOf(field: number, bytes: Uint8Array): Uint8Array {
  return join([Uint8Array.of((field << 3) | LENGTH_DELIMITED, ...varint(bytes.length)), bytes]);
}

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
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

/** The length-delimited fields of a message; numbers are passed over. */
function fieldsOf(message: Uint8Array): Field[] {
  const found: Field[] = [];
  for (let at = 0; at < message.length; ) {
    const tag = readVarint(message, at);
    const value = tag && readVarint(message, tag.end);
    if (!tag || !value) break;
    const kind = tag.value & 7;
    if (kind !== LENGTH_DELIMITED && kind !== 0) break;
    at = kind === 0 ? value.end : value.end + value.value;
    if (at > message.length) break;
    if (kind !== 0) found.push({ field: tag.value >>> 3, bytes: message.subarray(value.end, at) });
  }
  return found;
}

/** A number below 2^31; undefined when there is none. */
function readVarint(message: Uint8Array, at: number): { value: number; end: number } | undefined {
  let value = 0;
  for (let index = 0; index < 5; index++) {
    const byte = message[at + index];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return value < 2 ** 31 ? { value, end: at + index + 1 } : undefined;
  }
  return undefined;
}

function varint(value: number): number[] {
  const bytes = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return [...bytes, rest];
    bytes.push((rest & 0x7f) | 0x80);
  }
}
