import type { AttachedFile, FilePreview, RemoteFile } from "@/lib/attachments/core/attachment.ts";
import { createOpenFiles, type OpenFilesPorts } from "@/lib/attachments/flow/open-files.ts";
import type { Opening } from "@/lib/attachments/ports.ts";
import { ParleyError } from "@/lib/errors/base.ts";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import { browserHost } from "@/lib/messaging/browser/browser-host.ts";
import type { MessageContent } from "@/lib/messaging/core/records.ts";
import type { Line } from "./fixtures.ts";

const CLIP = new URL("../e2e/harness/clip.webm", import.meta.url);
const HOST = "archive.harbour.example";

let count = 0;
function remote(fileName: string, preview: FilePreview, url?: string): RemoteFile {
  const contentDigest = (++count).toString(16).padStart(64, "0");
  return {
    kind: "remote",
    url:
      url ??
      `https://${HOST}/ipfs/bafkreihdwdcefgh4dqkjv67uzcmw7ojee6${"abcdefghijklmnopqrstuvwxyz234567"[count % 32]}`,
    contentDigest,
    secret: "1b".repeat(32),
    salt: "2c".repeat(32),
    nonce: "3d".repeat(12),
    sealedBytes: (preview.sizeBytes ?? 0) + 16,
    fileName,
    preview,
  };
}

const HASH = "3OcRJYB4d3h/iIeHeEh3eIhw+j3A";

function photo(fileName: string, width: number, height: number): RemoteFile {
  const sizeBytes = 420_000 + 31_000 * count;
  return remote(fileName, { mimeType: "image/png", width, height, thumbHash: HASH, sizeBytes });
}

const waveform = Array.from({ length: 48 }, (_, index) =>
  Math.round(Math.abs(Math.sin(index / 3.1) * Math.cos(index / 7)) * 30),
);
const voice = (sizeBytes: number) =>
  remote("voice.wav", { mimeType: "audio/wav", sizeBytes, durationMs: 12_000, waveform });

const pdf = remote("Harbour survey, second half, with soundings.pdf", {
  mimeType: "application/pdf",
  sizeBytes: 48_000_000,
});
const film = remote("high-water.webm", {
  mimeType: "video/webm",
  sizeBytes: 11_173,
  width: 96,
  height: 64,
  durationMs: 3_900,
});
const text = remote("tides.txt", { mimeType: "text/plain", sizeBytes: 1_800 });
const program = remote("tide-table.pdf.exe", { mimeType: "application/pdf", sizeBytes: 90_000 });
const liar = remote("cute.png", {
  mimeType: "image/png",
  sizeBytes: 9_000,
  width: 200,
  height: 150,
});
const gone = remote("quay-in-1998.jpg", {
  mimeType: "image/jpeg",
  sizeBytes: 1,
  width: 400,
  height: 300,
});
const forged = remote("Contract.pdf", { mimeType: "application/pdf", sizeBytes: 200_000 });
const away = photo("from-far-away.jpg", 300, 200);
const slow = photo("slow.jpg", 1600, 1200);
const slowPdf = remote("slow.pdf", { mimeType: "application/pdf", sizeBytes: 3_000_000 });

function say(...files: AttachedFile[]): MessageContent {
  return { type: "attachments", files };
}

/** Each kind of file, from both sides. */
export const FILES: Line[] = [
  [40, false, "The pictures from Sunday"],
  [39, false, say(photo("quay.png", 1600, 1200))],
  [38, true, say(photo("a.png", 900, 900), photo("b.png", 900, 1200), photo("c.png", 1200, 900))],
  [37, false, say(...Array.from({ length: 9 }, (_, index) => photo(`${index}.png`, 800, 800)))],
  [30, true, say(voice(80_000))],
  [29, false, say(voice(120_000))],
  [28, false, say(pdf, text)],
  [28, true, say(film)],
  [
    27,
    true,
    say({ kind: "inline", fileName: "small.txt", mimeType: "text/plain", sizeBytes: 120 }),
  ],
];

/** What did not come, and what is not what it was sent as. */
export const FILES_LOST: Line[] = [
  [30, false, say(gone)],
  [29, false, say(photo("1.png", 900, 900), gone, away)],
  [28, false, say(forged)],
  [27, false, say(liar)],
  [26, false, say(program)],
  [25, false, say(slow)],
  [24, false, say(slowPdf)],
];

/** What a stranger sent: nothing of it is asked for by itself. */
export const FILES_STRANGE: Line[] = [
  [30, false, "Hello, you do not know me"],
  [29, false, say(photo("look.png", 1200, 900))],
  [28, false, say(...Array.from({ length: 4 }, (_, index) => photo(`${index}.png`, 800, 800)))],
  [27, false, say(voice(90_000))],
  [26, false, say(remote("offer.pdf", { sizeBytes: 90_000 }, "https://files.example.net/x"))],
];

const FAILURES = new Map<string, ErrorCode>([
  [gone.contentDigest, "attachment.gone"],
  [forged.contentDigest, "attachment.forged"],
  [away.contentDigest, "attachment.unreachable"],
]);
const SLOW = new Set([slow.contentDigest, slowPdf.contentDigest]);

const opening: Opening = {
  async open(file, options) {
    const { contentDigest, fileName = "", preview } = file;
    const code = FAILURES.get(contentDigest);
    if (code) throw new ParleyError(code, "As the gallery wants it");
    if (SLOW.has(contentDigest)) {
      options?.onProgress?.(0.42);
      await new Promise((_, reject) =>
        options?.signal?.addEventListener("abort", () =>
          reject(new ParleyError("attachment.cancelled", "Given up")),
        ),
      );
    }
    const mimeType = foundType(file);
    const blob = await drawnAs(mimeType, preview, Number.parseInt(contentDigest, 16));
    return { blob, mimeType, fileName, from: HOST };
  },
  sourcesOf: ({ url }) => (url.includes(HOST) ? [HOST, "ipfs.io"] : [new URL(url).host]),
};

function foundType({ contentDigest, preview }: RemoteFile): string {
  if (contentDigest === program.contentDigest) return "application/x-msdownload";
  if (contentDigest === liar.contentDigest) return "application/x-msdownload";
  return preview?.mimeType ?? "application/octet-stream";
}

async function drawnAs(
  mimeType: string,
  { width = 100, height = 100 }: FilePreview = {},
  seed: number,
): Promise<Blob> {
  if (mimeType === "image/png") return drawing(width, height, seed);
  if (mimeType === "audio/wav") return hum();
  if (mimeType === "video/webm") return (await fetch(CLIP)).blob();
  if (mimeType === "application/pdf") return new Blob([PDF], { type: mimeType });
  return new Blob(["High water 06:12 4.1 m\nLow water 12:31 0.9 m\n".repeat(40)]);
}

async function drawing(width: number, height: number, seed: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("Nothing to draw with");
  const sky = pen.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, `hsl(${190 + seed * 17} 55% 70%)`);
  sky.addColorStop(0.6, `hsl(${30 + seed * 23} 65% 78%)`);
  sky.addColorStop(0.6, `hsl(${200 + seed * 7} 40% 40%)`);
  sky.addColorStop(1, `hsl(${210 + seed * 5} 50% 22%)`);
  pen.fillStyle = sky;
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = "hsl(45 90% 88%)";
  pen.beginPath();
  pen.arc(width * (0.2 + (seed % 6) / 10), height * 0.42, width * 0.07, 0, 7);
  pen.fill();
  return canvas.convertToBlob({ type: "image/png" });
}

/** Twelve seconds of a low tone, as a WAV. */
function hum(): Blob {
  const rate = 8_000;
  const samples = rate * 12;
  const bytes = new Uint8Array(44 + samples);
  const write = new DataView(bytes.buffer);
  const letters = (at: number, word: string) =>
    [...word].forEach((letter, index) => void write.setUint8(at + index, letter.charCodeAt(0)));
  letters(0, "RIFF");
  write.setUint32(4, 36 + samples, true);
  letters(8, "WAVEfmt ");
  write.setUint32(16, 16, true);
  write.setUint16(20, 1, true);
  write.setUint16(22, 1, true);
  write.setUint32(24, rate, true);
  write.setUint32(28, rate, true);
  write.setUint16(32, 1, true);
  write.setUint16(34, 8, true);
  letters(36, "data");
  write.setUint32(40, samples, true);
  for (let at = 0; at < samples; at++) bytes[44 + at] = 128 + 30 * Math.sin(at / 9);
  return new Blob([bytes], { type: "audio/wav" });
}

const PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 52>>stream
BT /F 18 Tf 40 120 Td (High water at 06:12) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
`;

/** Files that open as the gallery wants it. */
export function galleryFiles(preferences: OpenFilesPorts["preferences"]) {
  const openFiles = createOpenFiles({
    loadOpening: async () => opening,
    readInline: async () => new TextEncoder().encode("A small file inside its message.\n"),
    preferences,
    urls: {
      create: (blob) => URL.createObjectURL(blob),
      revoke: (url) => URL.revokeObjectURL(url),
    },
    host: browserHost(),
  });
  return async () => openFiles;
}
