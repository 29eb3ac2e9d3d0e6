import { encode } from "uqr";

/** A code of square modules, dark where true; the quiet zone around it is not part of it. */
export type QrCode = { sizeModules: number; isDark: (x: number, y: number) => boolean };

/** Scanners need this much light around a code (ISO/IEC 18004). */
export const QUIET_MODULES = 4;

/** The QR code of a text. A quarter of it may be covered or dirty and it still reads. */
export function qrCode(text: string): QrCode {
  const { data, size } = encode(text, { ecc: "M", boostEcc: true, border: 0 });
  return { sizeModules: size, isDark: (x, y) => data[y]?.[x] === true };
}

/** The dark modules as an SVG path in units of modules, a run of them in a row as one rectangle. */
export function qrPath({ sizeModules, isDark }: QrCode): string {
  const runs: string[] = [];
  for (let y = 0; y < sizeModules; y += 1) {
    for (let x = 0; x < sizeModules; x += 1) {
      const from = x;
      while (x < sizeModules && isDark(x, y)) x += 1;
      if (x > from) runs.push(`M${from} ${y}h${x - from}v1H${from}z`);
    }
  }
  return runs.join("");
}
