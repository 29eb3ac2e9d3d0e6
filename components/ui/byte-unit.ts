const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** A size in the largest decimal unit of which there is one, with a digit more where it is small. */
export function byteUnit(bytes: number): {
  value: number;
  unit: (typeof UNITS)[number];
  digits: number;
} {
  let value = bytes;
  let index = 0;
  // What would be rounded up to a thousand is one of the next.
  while (value >= 999.5 && index < UNITS.length - 1) {
    value /= 1_000;
    index += 1;
  }
  const unit = UNITS[index] ?? "byte";
  return { value, unit, digits: index > 1 && value < 99.95 ? 1 : 0 };
}
