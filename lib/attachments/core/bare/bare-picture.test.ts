import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concat } from "@/lib/protobuf/core/protobuf.ts";
import { barePicture, mayMove } from "./bare-picture.ts";

const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const hex = (text: string) => Uint8Array.from(Buffer.from(text.replace(/\s/g, ""), "hex"));
const segment = (marker: number, body: Uint8Array) =>
  concat([Uint8Array.of(0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255), body]);

const START = hex("ffd8");
const JFIF = segment(0xe0, latin1("JFIF\0\x01\x01\0\0\x01\0\x01\0\0"));
const TABLE = segment(0xdb, new Uint8Array(65));
const SCAN = hex("ffda 0008 01 0100 003f00 aabb ff00 cc ffd9");
/** Exif of a phone that was turned (6), little-endian, with the place behind it. */
const EXIF = segment(
  0xe1,
  concat([
    latin1("Exif\0\0"),
    hex("49492a00 08000000 0100 1201 0300 01000000 06000000 00000000"),
    latin1("52.5N 13.4E"),
  ]),
);
const TURNED = hex(
  "ffe10022 457869660000 4d4d002a00000008 0001 0112 0003 00000001 00060000 00000000",
);

describe("a JPEG", () => {
  it("loses what is said beside it, and what hides behind it", () => {
    const xmp = segment(0xe1, latin1("http://ns.adobe.com/xap/1.0/\0secret"));
    const comment = segment(0xfe, latin1("secret"));
    const maker = segment(0xed, latin1("Photoshop 3.0\0secret"));
    const told = concat([START, JFIF, xmp, maker, comment, TABLE, SCAN, latin1("secret film")]);
    expect(barePicture("image/jpeg", told)).toEqual(concat([START, JFIF, TABLE, SCAN]));
  });

  it("loses what stands between its scans, which begin again as often as they like", () => {
    const comment = segment(0xfe, latin1("secret"));
    const scan = hex("ffda 0008 01 0100 003f00 aa ffd0 bb ff00 cc");
    const end = hex("ffd9");
    const told = concat([START, TABLE, scan, comment, TABLE, scan, EXIF, scan, end]);
    const bare = concat([START, TABLE, scan, TABLE, scan, scan, end]);
    expect(barePicture("image/jpeg", told)).toEqual(bare);
  });

  it("stays the right way up", () => {
    const bare = barePicture("image/jpeg", concat([START, EXIF, TABLE, SCAN]));
    expect(bare).toEqual(concat([START, TURNED, TABLE, SCAN]));
  });

  it("keeps its colours", () => {
    const profile = segment(0xe2, latin1("ICC_PROFILE\0\x01\x01colours"));
    const told = concat([START, profile, TABLE, SCAN]);
    expect(barePicture("image/jpeg", told)).toEqual(told);
  });
});

describe("a PNG", () => {
  const chunk = (type: string, body = "") =>
    concat([Uint8Array.of(0, 0, 0, body.length), latin1(type + body), hex("00000000")]);
  const head = concat([latin1("\x89PNG\r\n\x1a\n"), chunk("IHDR", "size")]);

  it("loses what is said beside it", () => {
    const told = concat([
      head,
      chunk("tEXt", "secret"),
      chunk("eXIf", "secret"),
      chunk("tIME", "now"),
      chunk("IDAT", "x"),
      chunk("IEND"),
      latin1("secret"),
    ]);
    expect(barePicture("image/png", told)).toEqual(
      concat([head, chunk("IDAT", "x"), chunk("IEND")]),
    );
  });

  it("keeps moving", () => {
    const moving = concat([
      head,
      chunk("acTL", "2"),
      chunk("IDAT", "x"),
      chunk("fdAT", "y"),
      chunk("IEND"),
    ]);
    expect(mayMove("image/png", moving)).toBe(true);
    expect(barePicture("image/png", moving)).toEqual(moving);
  });
});

describe("a GIF", () => {
  it("loses comments and what programs left, and goes on repeating", () => {
    const head = concat([latin1("GIF89a"), hex("0100 0100 80 00 00 000000 ffffff")]);
    const repeats = concat([hex("21ff 0b"), latin1("NETSCAPE2.0"), hex("03 010000 00")]);
    const xmp = concat([
      hex("21ff 0b"),
      latin1("XMP DataXMP"),
      hex("03"),
      latin1("sec"),
      hex("00"),
    ]);
    const comment = concat([hex("21fe 06"), latin1("secret"), hex("00")]);
    const frame = hex("21f9 04 0000000000 2c 0000 0000 0100 0100 00 02 02 4401 00");
    const told = concat([head, repeats, xmp, comment, frame, hex("3b"), latin1("secret")]);
    expect(barePicture("image/gif", told)).toEqual(concat([head, repeats, frame, hex("3b")]));
    expect(mayMove("image/gif", told)).toBe(true);
  });
});

describe("a WebP", () => {
  it("loses Exif and XMP, and says so", () => {
    const chunk = (type: string, body: Uint8Array) =>
      concat([latin1(type), Uint8Array.of(body.length, 0, 0, 0), body]);
    const file = (...chunks: Uint8Array[]) => {
      const body = concat([latin1("WEBP"), ...chunks]);
      return concat([latin1("RIFF"), Uint8Array.of(body.length, 0, 0, 0), body]);
    };
    const flags = (bits: number) => chunk("VP8X", Uint8Array.of(bits, 0, 0, 0, 9, 0, 0, 9, 0, 0));
    const moving = [chunk("ANIM", latin1("123456")), chunk("ANMF", latin1("frames"))];
    const told = file(
      flags(0x0e),
      ...moving,
      chunk("EXIF", latin1("secret")),
      chunk("XMP ", latin1("secret")),
    );
    expect(barePicture("image/webp", told)).toEqual(file(flags(0x02), ...moving));
    expect(mayMove("image/webp", told)).toBe(true);
    expect(mayMove("image/webp", file(flags(0)))).toBe(false);
  });
});

it("reads any bytes as one of these or as none", () => {
  const starts = [START, latin1("\x89PNG\r\n\x1a\n"), latin1("GIF89a"), latin1("RIFF\0\0\0\0WEBP")];
  const types = ["image/jpeg", "image/png", "image/gif", "image/webp"];
  fc.assert(
    fc.property(fc.nat(3), fc.uint8Array({ maxLength: 200 }), (kind, rest) => {
      const bytes = concat([starts[kind] ?? START, rest]);
      const bare = barePicture(types[kind] ?? "", bytes);
      expect((bare ?? bytes).length).toBeLessThanOrEqual(bytes.length + 40);
    }),
  );
});
