import { describe, expect, it } from "vitest";
import { measureImage } from "./image-size.ts";

const base64 = (text: string) => new Uint8Array(Buffer.from(text, "base64"));
const hex = (text: string) => new Uint8Array(Buffer.from(text.replace(/\s/g, ""), "hex"));

/** The smallest of each kind, written by other programs. */
const PNG = base64(
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAIAAAA2iEnWAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==",
);
const GIF = base64("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");
const WEBP_LOSSY = base64("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");
const WEBP_LOSSLESS = base64("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
/** An APP0 segment, a table, and a progressive frame of 640 × 480. */
const JPEG = hex(
  "ffd8 ffe0 0010 4a464946000101000001000100 00 ffdb 0004 0000 ffff c2 0011 08 01e0 0280 03 011100 021101 031101",
);
const WEBP_EXTENDED = hex(
  "52494646 1e000000 57454250 56503858 0a000000 10000000 8f0100 2b0100 0000",
);

describe("measureImage", () => {
  it.each([
    ["image/png", PNG, { width: 2, height: 3 }],
    ["image/gif", GIF, { width: 1, height: 1 }],
    ["image/jpeg", JPEG, { width: 640, height: 480 }],
    ["image/webp", WEBP_LOSSY, { width: 1, height: 1 }],
    ["image/webp", WEBP_LOSSLESS, { width: 1, height: 1 }],
    ["image/webp", WEBP_EXTENDED, { width: 400, height: 300 }],
  ] as const)("reads kind and size of %s", (kind, bytes, size) => {
    expect(measureImage(bytes)).toEqual({ kind, ...size });
  });

  it("reads a bomb's size without its pixels", () => {
    const bomb = PNG.slice();
    bomb.set(hex("0000ea60 0000ea60"), 16);
    expect(measureImage(bomb)).toEqual({ kind: "image/png", width: 60_000, height: 60_000 });
  });

  it("finds nothing in what is none, or breaks off", () => {
    for (const bytes of [new Uint8Array(), hex("ff"), hex("ffd8ffe00010"), PNG.slice(0, 20)])
      expect(measureImage(bytes)).toBeUndefined();
    expect(measureImage(new TextEncoder().encode("<html>no such picture</html>"))).toBeUndefined();
  });

  it("reads a picture in the middle of a buffer", () => {
    const buffer = new Uint8Array(PNG.length + 7);
    buffer.set(PNG, 7);
    expect(measureImage(buffer.subarray(7))).toMatchObject({ width: 2, height: 3 });
  });
});
