/*
 * The field in which GCM reckons (NIST SP 800-38D, 6.3): 128 bits, the first bit of the first byte
 * being the highest. A handful of products for each MiB, so plain numbers are fast enough.
 */

const REDUCTION = 0xe1n << 120n;
const ONE = 1n << 127n;

export function toElement(block: Uint8Array): bigint {
  let element = 0n;
  for (let at = 0; at < 16; at++) element = (element << 8n) | BigInt(block[at] ?? 0);
  return element;
}

export function toBlock(element: bigint): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: 16 }, (_, at) =>
    Number((element >> BigInt(120 - at * 8)) & 255n),
  );
}

export function multiply(left: bigint, right: bigint): bigint {
  let product = 0n;
  let shifted = right;
  for (let bit = 127n; bit >= 0n; bit--) {
    if ((left >> bit) & 1n) product ^= shifted;
    shifted = shifted & 1n ? (shifted >> 1n) ^ REDUCTION : shifted >> 1n;
  }
  return product;
}

export function power(base: bigint, exponent: bigint): bigint {
  let result = ONE;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = multiply(result, square);
    square = multiply(square, square);
  }
  return result;
}

/** Of anything but 0. */
export function inverse(element: bigint): bigint {
  return power(element, (1n << 128n) - 2n);
}
