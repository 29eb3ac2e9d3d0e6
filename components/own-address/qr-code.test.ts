import { describe, expect, it } from "vitest";
import { qrCode, qrPath } from "./qr-code.ts";

const LINK = "https://parley.example/dm/0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

/** Which modules a path covers, as a scanner would see them. */
function modulesOf(path: string, size: number): boolean[][] {
  const seen = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
    for (let at = Number(x); at < Number(x) + Number(width); at += 1) {
      const row = seen[Number(y)];
      if (row) row[at] = true;
    }
  }
  return seen;
}

describe("the path of a code", () => {
  it("covers its dark modules and no other", () => {
    const code = qrCode(LINK);
    const { sizeModules, isDark } = code;
    const expected = Array.from({ length: sizeModules }, (_, y) =>
      Array.from({ length: sizeModules }, (__, x) => isDark(x, y)),
    );
    expect(modulesOf(qrPath(code), sizeModules)).toEqual(expected);
    expect(expected.flat().filter(Boolean).length).toBeGreaterThan(sizeModules * 10);
  });
});
