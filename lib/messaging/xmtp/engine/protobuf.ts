/* The little of protobuf that the engine can't write for us: fields of bytes, one after another. */

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

function varint(value: number): number[] {
  const bytes = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return [...bytes, rest];
    bytes.push((rest & 0x7f) | 0x80);
  }
}
