/** The part of Protocol Buffers' wire format that is read and written here. */

/** A field of a message: a number for a varint, bytes for what has a length. */
export type ProtobufField = { number: number; value: number | Uint8Array };

/** Breaks off, or is not of this format. */
export class NotProtobuf extends Error {}

/** The fields of a message in their order; those of fixed width are passed over. */
export function* readFields(bytes: Uint8Array): Generator<ProtobufField> {
  let offset = 0;
  while (offset < bytes.length) {
    const tag = readVarint(bytes, offset);
    const number = Math.floor(tag.value / 8);
    if (number === 0) throw new NotProtobuf("A field without a number");
    offset = tag.end;
    switch (tag.value % 8) {
      case 0: {
        const { value, end } = readVarint(bytes, offset);
        offset = end;
        yield { number, value };
        break;
      }
      case 1:
        offset += 8;
        break;
      case 2: {
        const { value: length, end } = readVarint(bytes, offset);
        if (length > bytes.length - end) throw new NotProtobuf("A field longer than its message");
        offset = end + length;
        yield { number, value: bytes.subarray(end, offset) };
        break;
      }
      case 5:
        offset += 4;
        break;
      default:
        throw new NotProtobuf("A field of a kind that there is not");
    }
  }
  if (offset > bytes.length) throw new NotProtobuf("It breaks off");
}

/** A number up to 2^53, and where it ends; throws `NotProtobuf` when it is longer, or not whole. */
export function readVarint(bytes: Uint8Array, start: number): { value: number; end: number } {
  let value = 0;
  for (let offset = start, scale = 1; offset < start + 8; offset++, scale *= 128) {
    const byte = bytes[offset];
    if (byte === undefined) throw new NotProtobuf("It breaks off");
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) {
      if (value > Number.MAX_SAFE_INTEGER) break;
      return { value, end: offset + 1 };
    }
  }
  throw new NotProtobuf("A number too large");
}

export function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return Uint8Array.of(...bytes, rest);
}

export function varintField(number: number, value: number): Uint8Array {
  return concat([varint(number * 8), varint(value)]);
}

export function bytesField(number: number, value: Uint8Array): Uint8Array {
  return concat([bytesFieldHead(number, value.length), value]);
}

/** What stands before the bytes of a field. */
export function bytesFieldHead(number: number, length: number): Uint8Array {
  return concat([varint(number * 8 + 2), varint(length)]);
}

export function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
