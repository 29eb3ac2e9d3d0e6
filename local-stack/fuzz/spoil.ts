import type { Random } from "../testing/world/seeded-random.ts";

/** Bytes on the edge of what lengths and tags can say. */
const EDGES = [0x00, 0x01, 0x3f, 0x40, 0x7f, 0x80, 0xbf, 0xc0, 0xfe, 0xff];

export function randomBytes(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => random.below(256)));
}

/** A copy with one to six things wrong with it; by chance none of them matters. */
export function spoil(bytes: Uint8Array, random: Random): Buffer {
  let spoiled: Buffer = Buffer.from(bytes);
  for (let left = 1 + random.below(6); left > 0; left--) spoiled = spoilOnce(spoiled, random);
  return spoiled;
}

function spoilOnce(bytes: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length + 1);
  const some = 1 + random.below(16);
  const inside = Math.min(at, Math.max(0, bytes.length - 1));
  switch (random.below(7)) {
    case 0: // one bit
      if (bytes.length > 0) bytes.writeUInt8((bytes[inside] ?? 0) ^ (1 << random.below(8)), inside);
      return bytes;
    case 1: // one byte
      if (bytes.length > 0) bytes.writeUInt8(random.pick(EDGES), inside);
      return bytes;
    case 2: // cut
      return bytes.subarray(0, at);
    case 3: // something in between
      return Buffer.concat([bytes.subarray(0, at), randomBytes(random, some), bytes.subarray(at)]);
    case 4: // something missing
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + some)]);
    case 5: // a part twice
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - some))]);
    default: // anything
      return randomBytes(random, random.below(200));
  }
}
