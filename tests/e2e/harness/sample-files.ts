import { readFile } from "node:fs/promises";
import path from "node:path";

/** One page that says when the tide is high (ISO 32000). */
export const PDF = Buffer.from(`%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 52>>stream
BT /F 18 Tf 40 120 Td (High water at 06:12) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
`);

/** So many seconds of silence, as a WAV of 8 kHz. */
export function hum(seconds: number): Buffer {
  const samples = Buffer.alloc(seconds * 8_000, 128);
  const header = Buffer.alloc(44);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(36 + samples.length, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8_000, 24);
  header.writeUInt32LE(8_000, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

/**
 * 3.9 seconds of WebM (VP8, 96 × 64, ten frames a second, each second begins with a key frame): a
 * small light box goes over red, and after two seconds over blue.
 */
export function clip(): Promise<Buffer> {
  return readFile(path.join(import.meta.dirname, "clip.webm"));
}
