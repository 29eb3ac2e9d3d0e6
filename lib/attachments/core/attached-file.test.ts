import { describe, expect, it } from "vitest";
import { fileKey, parseAttachedFile, parseRemoteFile } from "./attached-file.ts";
import { commonKind, fileKind } from "./file-kind.ts";
import { plainName } from "./file-name.ts";

const remote = {
  kind: "remote",
  url: "https://archive.example/ipfs/bafy",
  contentDigest: "0A".repeat(32),
  secret: "1b".repeat(32),
  salt: "2c".repeat(32),
  nonce: "3d".repeat(12),
} as const;
const inline = { kind: "inline", mimeType: "text/plain", sizeBytes: 7 } as const;

describe("a file of a message", () => {
  it("is read with its digest in one case, so that it is the same file for everybody", () => {
    const file = parseRemoteFile(remote);
    expect(file?.contentDigest).toBe("0a".repeat(32));
    expect(file && fileKey(file, "message", 0)).toBe("0a".repeat(32));
    expect(fileKey(inline, "message", 2)).toBe("message/2");
  });

  it.each([
    ["no link", { url: "" }],
    ["a link of a megabyte", { url: `https://x.example/${"y".repeat(1e6)}` }],
    ["a short digest", { contentDigest: "0a" }],
    ["a digest of letters", { contentDigest: "zz".repeat(32) }],
    ["a key of another length", { secret: "1b".repeat(31) }],
    ["no salt", { salt: undefined }],
    ["a number for a nonce", { nonce: 7 }],
  ])("is none with %s", (_, wrong) => {
    expect(parseRemoteFile({ ...remote, ...wrong })).toBeUndefined();
  });

  it("keeps nothing of a length or a name that can't be", () => {
    const file = parseRemoteFile({ ...remote, sealedBytes: -1, fileName: "x".repeat(999) });
    expect(file?.sealedBytes).toBeUndefined();
    expect(file?.fileName).toHaveLength(255);
    expect(parseAttachedFile({ ...inline, sizeBytes: "7" })).toBeUndefined();
    expect(parseAttachedFile(inline)).toEqual(inline);
  });
});

describe("what a file is", () => {
  it("goes by its type, and by its name where nobody says one", () => {
    const said = (mimeType: string) => fileKind({ ...remote, preview: { mimeType } });
    expect(said("image/png")).toBe("photo");
    expect(said("image/svg+xml"), "may run scripts").toBe("document");
    expect(said("VIDEO/mp4")).toBe("video");
    expect(said("application/pdf")).toBe("document");
    expect(fileKind({ ...remote, fileName: "IMG_1.JPEG" })).toBe("photo");
    expect(fileKind({ ...remote, fileName: "constructor" })).toBe("document");
    expect(fileKind({ ...remote, preview: { waveform: [1] } })).toBe("voice");
    expect(commonKind([{ ...remote, fileName: "a.png" }, inline])).toBeUndefined();
  });
});

describe("the name of a file", () => {
  it.each([
    ["photo‮gpj.exe", "photogpj.exe"],
    ["../../etc/passwd", "_.._etc_passwd"],
    ["C:\\temp\\x.txt", "C__temp_x.txt"],
    ["two\r\nlines.txt", "twolines.txt"],
    ["  spaces .txt ", "spaces .txt"],
    ["👩‍👩‍👧 family.jpg", "👩‍👩‍👧 family.jpg"],
    [".htaccess", "htaccess"],
    ["...", undefined],
    [undefined, undefined],
  ])("%j is shown and saved as %j", (name, shown) => {
    expect(plainName(name)).toBe(shown);
  });

  it("keeps the end of a long one, which says what it is", () => {
    const name = plainName(`${"n".repeat(300)}.pdf`) ?? "";
    expect([...name].length).toBeLessThanOrEqual(120);
    expect(name.endsWith(".pdf")).toBe(true);
  });
});
