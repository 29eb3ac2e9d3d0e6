import { bytesToHex } from "@noble/hashes/utils.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RemoteFile, SealedFile } from "@/lib/attachments/core/attachment.ts";
import { fromHex } from "@/lib/attachments/core/hex.ts";
import { type Libxmtp, loadLibxmtp } from "@/local-stack/xmtp/identity/load-libxmtp.ts";
import { importFile } from "@/tests/fakes/unixfs-blocks.ts";
import { type FilesInChromium, filesInChromium } from "@/tests/files-page/in-chromium.ts";

/*
 * XMTP's own library is what other apps seal and open attachments with. Large files stay in the
 * browser: a test compares their hashes.
 */

let world: FilesInChromium;
let libxmtp: Libxmtp;
beforeAll(async () => {
  libxmtp = await loadLibxmtp();
  world = await filesInChromium();
  await world.page.evaluate((settings) => window.files.start(settings), {
    gatewayUrls: [world.gateway.url],
  });
}, 60_000);
afterAll(() => world.close());

const MIB = 1024 * 1024;
const SIZES = [0, 1, MIB - 1, MIB, MIB + 1, 100 * MIB];

const byteAt = (at: number) => (at * 31 + (at >> 8) * 7) & 0xff;

function bytesOf(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at++) bytes[at] = byteAt(at);
  return bytes;
}

function sealInBrowser(length: number): Promise<SealedFile> {
  return world.page.evaluate(async (size) => {
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size; at++) bytes[at] = (at * 31 + (at >> 8) * 7) & 0xff;
    const file = new Blob([bytes], { type: "application/x-counting" });
    const { sealing, uploading } = window.files.works();
    const sealed = await sealing.seal({ key: `size-${size}`, file, fileName: "été 1.bin" });
    await uploading.upload(sealed);
    await window.files.erase(sealed.key);
    return sealed;
  }, length);
}

/** The file as the gateway has it, put together. */
function archivedBytes(cid: string): Buffer {
  const leaves = [...world.gateway.blocksOf(cid).values()].filter(
    (block) => block.cid.code === 0x55,
  );
  return Buffer.concat(leaves.map(({ bytes }) => bytes));
}

describe("files and other apps", { timeout: 120_000 }, () => {
  it.each(SIZES)("libxmtp opens what was sealed here: %i bytes", async (length) => {
    const sealed = await sealInBrowser(length);
    const opened = libxmtp.decryptAttachment(archivedBytes(sealed.cid), {
      url: "https://gateway.example/ipfs/x",
      contentDigest: sealed.contentDigest,
      secret: bytesIn(sealed.secret, 32),
      salt: bytesIn(sealed.salt, 32),
      nonce: bytesIn(sealed.nonce, 12),
      scheme: "https://",
      contentLength: sealed.sealedBytes,
      filename: "été 1.bin",
    });
    expect(opened.filename).toBe("été 1.bin");
    expect(opened.mimeType).toMatch(/^(application\/(x-counting|octet-stream)|text\/plain)$/);
    expect(Buffer.from(opened.content).equals(Buffer.from(bytesOf(length)))).toBe(true);
  });

  it.each(SIZES)("what libxmtp sealed is opened here: %i bytes", async (length) => {
    const content = bytesOf(length);
    const theirs = libxmtp.encryptAttachment({
      filename: "photo.bin",
      mimeType: "application/x-counting",
      content,
    });
    const { cid, blocks } = await importFile(theirs.payload);
    world.gateway.add(cid, blocks);
    const file: RemoteFile = {
      kind: "remote",
      url: `https://elsewhere.example/ipfs/${cid}`,
      contentDigest: theirs.contentDigest,
      secret: bytesToHex(theirs.secret),
      salt: bytesToHex(theirs.salt),
      nonce: bytesToHex(theirs.nonce),
    };
    const opened = await world.page.evaluate(async (asked) => {
      const { blob, ...rest } = await window.files.works().opening.open(asked);
      const bytes = new Uint8Array(await blob.arrayBuffer());
      const isRight = bytes.every((byte, at) => byte === ((at * 31 + (at >> 8) * 7) & 0xff));
      return { ...rest, size: blob.size, isRight };
    }, file);
    expect(opened).toMatchObject({
      size: length,
      isRight: true,
      fileName: "photo.bin",
      saidMimeType: "application/x-counting",
    });
  });
});

function bytesIn(hex: string, length: number): Uint8Array {
  const bytes = fromHex(hex, length);
  if (!bytes) throw new Error("no such bytes");
  return bytes;
}
