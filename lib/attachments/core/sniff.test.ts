import { expect, it } from "vitest";
import { ownType, sniffType } from "./sniff.ts";

const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const box = (brand: string, rest = "") => latin1(`\0\0\0\x20ftyp${brand}\0\0\0\0${rest}`);

it.each([
  ["image/png", latin1("\x89PNG\r\n\x1a\n\0\0")],
  ["image/jpeg", latin1("\xff\xd8\xff\xe0\0\x10JFIF")],
  ["image/gif", latin1("GIF89a\x01\0")],
  ["image/webp", latin1("RIFF\x1a\0\0\0WEBPVP8L")],
  ["image/bmp", latin1("BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x02")],
  ["image/avif", box("avif")],
  ["image/avif", box("mif1", "avifmiaf")],
  ["image/heic", box("heic")],
  ["image/svg+xml", latin1('<?xml version="1.0"?>\n<!-- drawn --><svg xmlns="x"/>')],
  ["video/mp4", box("isom", "moov…hdlr\0\0\0\0\0\0\0\0vide…soun".replaceAll("…", ""))],
  ["audio/mp4", box("iso5", "moovhdlr\0\0\0\0\0\0\0\0soun")],
  ["audio/mp4", box("M4A ")],
  ["video/quicktime", box("qt  ")],
  ["video/webm", latin1("\x1aE\xdf\xa3\x01\0\0\0B\x82\x84webm\xae\x86V_VP9\x86A_OPUS")],
  ["audio/webm", latin1("\x1aE\xdf\xa3\x01\0\0\0B\x82\x84webm\xae\x86A_OPUS")],
  ["video/x-matroska", latin1("\x1aE\xdf\xa3\x01\0\0\0B\x82\x88matroska")],
  ["audio/ogg", latin1("OggS\0\x02\0OpusHead")],
  ["audio/wav", latin1("RIFF\x24\0\0\0WAVEfmt ")],
  ["audio/flac", latin1("fLaC\0\0")],
  ["audio/mpeg", latin1("ID3\x03\0")],
  ["audio/mpeg", latin1("\xff\xfb\x90\x64")],
  ["application/pdf", latin1("%PDF-1.7\n")],
  ["application/zip", latin1("PK\x03\x04\x14\0a.txt")],
  [
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    latin1("PK\x03\x04\x14\0[Content_Types].xmlPK\x03\x04word/document.xml"),
  ],
  [
    "application/vnd.oasis.opendocument.text",
    latin1(`PK\x03\x04${"\0".repeat(26)}mimetypeapplication/vnd.oasis.opendocument.textPK\x03\x04`),
  ],
  ["text/plain", new TextEncoder().encode("¡Hola! 你好\tthere\r\n")],
  ["text/plain", latin1("<!doctype html><script>alert(1)</script>")],
  ["text/plain", latin1("BMW is a maker of cars")],
  ["text/plain", new Uint8Array()],
  ["application/octet-stream", latin1("MZ\x90\0\x03\0\0\0")],
  ["application/octet-stream", latin1("caf\xe9")],
] as const)("tells %s by its bytes", (type, bytes) => {
  expect(sniffType(bytes)).toBe(type);
});

it("takes a long text for one, wherever a letter is cut", () => {
  for (let shift = 0; shift < 4; shift++) {
    const text = `${"x".repeat(shift)}${"€".repeat(30_000)}`;
    expect(sniffType(new TextEncoder().encode(text))).toBe("text/plain");
  }
});

it.each([
  ["text/plain", "text/csv", "text/csv"],
  ["application/octet-stream", "application/x-blend", "application/x-blend"],
  ["application/octet-stream", "", "application/octet-stream"],
  ["text/plain", "image/png", "text/plain"],
  ["image/png", "text/csv", "image/png"],
  ["text/plain", "text/html; charset=utf-8", "text/plain"],
])("calls bytes of %s, which came as %j, %s", (sniffed, said, type) => {
  expect(ownType(sniffed, said)).toBe(type);
});

it("takes no time for what was made to take it", () => {
  const comments = "<!---->".repeat(9_000);
  expect(sniffType(latin1(`${comments}x`))).toBe("text/plain");
  expect(sniffType(latin1(`${comments.slice(0, 700)}<svg>`))).toBe("image/svg+xml");
});
