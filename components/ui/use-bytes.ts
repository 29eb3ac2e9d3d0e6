import { useMemo } from "react";
import { useFormatter } from "use-intl";
import { byteUnit } from "./byte-unit.ts";

/** Writes sizes as people read them: `812 kB`, `12.4 MB`, `1.2 GB`. */
export function useBytes(): (bytes: number) => string {
  const format = useFormatter();
  return useMemo(
    () => (bytes) => {
      const { value, unit, digits } = byteUnit(bytes);
      return format.number(value, {
        style: "unit",
        unit,
        unitDisplay: unit === "byte" ? "long" : "short",
        maximumFractionDigits: digits,
      });
    },
    [format],
  );
}
