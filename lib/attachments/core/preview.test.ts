import { describe, expect, it } from "vitest";
import type { RemoteFile } from "./attachment.ts";
import { parsePreview, readEnclosed, writeEnclosed } from "./preview.ts";

const file: RemoteFile = {
  kind: "remote",
  url: "https://archive.example/ipfs/bafy",
  contentDigest: "0a".repeat(32),
  secret: "1b".repeat(32),
  salt: "2c".repeat(32),
  nonce: "3d".repeat(12),
  preview: { height: 3, width: 4, mimeType: "image/png", thumbHash: "3OcRJYB4d3h/" },
};

describe("what is enclosed with the files of a message", () => {
  it("comes back as it was written, and holds no key of a file", () => {
    const text = writeEnclosed([file, { ...file, preview: undefined as never }], "key-1");
    expect(readEnclosed(text)).toEqual({ previews: [file.preview, undefined], key: "key-1" });
    for (const secret of [file.secret, file.salt, file.nonce]) expect(text).not.toContain(secret);
  });

  it("is the same text for the same files, however they were put together", () => {
    const { mimeType, width, height, thumbHash } = { ...file.preview };
    const again = { ...file, preview: { mimeType, width, height, thumbHash } } as RemoteFile;
    expect(writeEnclosed([again])).toBe(writeEnclosed([file]));
  });

  it.each([
    undefined,
    "",
    "[]",
    "null",
    "7",
    "{",
    '{"files":7}',
    `{"files":[{"mimeType":"image/png"}],"pad":"${"x".repeat(200_000)}"}`,
  ])("is nothing where it is not ours: %j", (text) => {
    expect(readEnclosed(text)).toEqual({ previews: [] });
  });

  it("leaves out what can't be true, and what nobody knows", () => {
    expect(
      parsePreview({
        mimeType: 'text/html" onload="x',
        sizeBytes: -1,
        width: 1e9,
        height: 4,
        thumbHash: "javascript:alert(1)",
        durationMs: Number.NaN,
        waveform: Array(65).fill(1),
        evil: "<script>",
      }),
    ).toBeUndefined();
    expect(parsePreview({ width: 4, height: 0, durationMs: 7, waveform: [0, 31] })).toEqual({
      durationMs: 7,
      waveform: [0, 31],
    });
    expect(parsePreview({ waveform: [32] })).toBeUndefined();
    expect(parsePreview({ width: 10 })).toBeUndefined();
  });
});
