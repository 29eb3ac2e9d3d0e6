import fc from "fast-check";
import { expect, it } from "vitest";
import { readChunk, writeChunks } from "./chunk.ts";
import { type Frame, readFrame, writeFrame } from "./frames.ts";
import { FILE_BYTES_AT_MOST, MESSAGE_BYTES } from "./limits.ts";

const HEAD = "ab".repeat(32);
const OFFER = {
  kind: "offer",
  id: 7,
  name: "film.mkv",
  sizeBytes: 9,
  mimeType: "video/x-matroska",
  head: HEAD,
};

it("reads what it writes", () => {
  const frames: Frame[] = [
    { kind: "hello", version: 1 },
    OFFER as Frame,
    { kind: "take", id: 7, from: 0, upTo: 9 },
    { kind: "refuse", id: 7, why: "no-room" },
    { kind: "have", id: 7, offset: 4, upTo: 9 },
    { kind: "done", id: 7, sha256: HEAD },
    { kind: "verified", id: 7 },
    { kind: "bad", id: 7 },
    { kind: "pause", id: 7, by: "sender" },
    { kind: "resume", id: 7, by: "receiver" },
    { kind: "cancel", id: 7, by: "sender", why: "person" },
  ];
  for (const frame of frames) expect(readFrame(writeFrame(frame))).toEqual(frame);
});

it("takes nothing that is not said as agreed", () => {
  const wrong: object[] = [
    { ...OFFER, id: -1 },
    { ...OFFER, id: 2 ** 32 },
    { ...OFFER, sizeBytes: FILE_BYTES_AT_MOST + 1 },
    { ...OFFER, sizeBytes: 1.5 },
    { ...OFFER, head: "AB".repeat(32) },
    { ...OFFER, name: 7 },
    { kind: "take", id: 7, from: -1, upTo: 9 },
    { kind: "refuse", id: 7, why: "because" },
    { kind: "cancel", id: 7, by: "nobody", why: "person" },
    { kind: "hello", version: 2 },
    { kind: "constructor", id: 7 },
    [],
  ];
  for (const each of wrong) expect(readFrame(JSON.stringify(each))).toBeUndefined();
  expect(readFrame("{")).toBeUndefined();
  expect(readFrame(JSON.stringify({ ...OFFER, name: "a".repeat(5_000) }))).toBeUndefined();
});

it("shows no name that hides what a file is, and no kind that is none", () => {
  const offer = readFrame(
    JSON.stringify({ ...OFFER, name: "../photo\u202egpj.exe", mimeType: "text/html<script>" }),
  );
  expect(offer).toMatchObject({ name: "_photogpj.exe", mimeType: "application/octet-stream" });
});

it("never throws at whatever comes", () => {
  fc.assert(
    fc.property(fc.json(), fc.uint8Array({ maxLength: 40 }), (text, bytes) => {
      readFrame(text);
      readChunk(new Uint8Array(bytes).buffer);
    }),
  );
});

it("cuts bytes into messages that say where they belong", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 300_000 }),
      fc.integer({ min: 0, max: 2 ** 49 }),
      fc.integer({ min: 100, max: 300_000 }),
      (length, offset, messageBytes) => {
        const bytes = new Uint8Array(length).map((_, at) => at % 251);
        let next = offset;
        for (const message of writeChunks({ id: 0xffff_ffff, offset, bytes }, messageBytes)) {
          expect(message.length).toBeLessThanOrEqual(Math.min(messageBytes, MESSAGE_BYTES));
          const chunk = readChunk(message.buffer);
          expect(chunk).toMatchObject({ id: 0xffff_ffff, offset: next });
          const part = bytes.subarray(next - offset, next - offset + (chunk?.bytes.length ?? 0));
          expect(Buffer.from(chunk?.bytes ?? []).equals(Buffer.from(part))).toBe(true);
          next += part.length;
        }
        expect(next).toBe(offset + length);
      },
    ),
    { numRuns: 50 },
  );
});
