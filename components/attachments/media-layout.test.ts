import { describe, expect, it } from "vitest";
import type { RemoteFile } from "@/lib/attachments/core/attachment.ts";
import { albumOf, boxOf, filesHeightPx } from "./media-layout.ts";

const file = (preview?: RemoteFile["preview"]): RemoteFile => ({
  kind: "remote",
  url: "https://archive.example/ipfs/bafk",
  contentDigest: "0a".repeat(32),
  secret: "1b".repeat(32),
  salt: "2c".repeat(32),
  nonce: "3d".repeat(12),
  fileName: "a.png",
  ...(preview && { preview }),
});

describe("the place of a picture", () => {
  it.each([
    ["wide", 4000, 3000, { width: 320, height: 240 }],
    ["high", 1000, 4000, { width: 96, height: 380 }],
    ["small", 40, 30, { width: 96, height: 96 }],
    ["wider than a screen", 100_000, 1, { width: 320, height: 96 }],
    ["as it is", 200, 150, { width: 200, height: 150 }],
  ])("is known before it is loaded: %s", (_, width, height, box) => {
    expect(boxOf(file({ width, height }))).toEqual(box);
  });

  it("is a square where nobody says how large it is", () => {
    expect(boxOf(file())).toEqual({ width: 240, height: 240 });
  });
});

describe("an album", () => {
  it.each([
    [2, { columns: 2, drawn: 2 }],
    [3, { columns: 3, drawn: 3 }],
    [4, { columns: 2, drawn: 4 }],
    [5, { columns: 3, drawn: 5 }],
    [40, { columns: 3, drawn: 6 }],
  ])("of %d", (count, album) => expect(albumOf(count)).toEqual(album));

  it("is as high as its rows, with what is no picture below", () => {
    const document = { ...file(), fileName: "a.zip" };
    expect(filesHeightPx([file(), file()])).toBe(159);
    expect(filesHeightPx([file(), file(), file(), file()])).toBe(320);
    expect(filesHeightPx([document, file({ width: 320, height: 200 })])).toBe(260);
  });
});
