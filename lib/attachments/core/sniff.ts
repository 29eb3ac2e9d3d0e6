/** What is said of bytes whose kind nobody knows. */
export const UNKNOWN_TYPE = "application/octet-stream";

/** How far from either end is looked. */
const HEAD_BYTES = 64 * 1024;

/**
 * The type of a file by its bytes alone (after the WHATWG's MIME Sniffing and the formats' own
 * marks), whatever its name and its sender say. Any text, a web page too, is `text/plain`.
 */
export function sniffType(bytes: Uint8Array): string {
  for (const [mark, offset, type] of MARKS) {
    if (!startsWith(bytes, mark, offset)) continue;
    const found = typeof type === "string" ? type : type(bytes);
    if (found) return found;
  }
  return textType(bytes) ?? UNKNOWN_TYPE;
}

type Mark = readonly [mark: string, offset: number, type: string | Refine];
type Refine = (bytes: Uint8Array) => string | undefined;

/** Letters stand for their bytes. */
const MARKS: readonly Mark[] = [
  ["\x89PNG\r\n\x1a\n", 0, "image/png"],
  ["\xff\xd8\xff", 0, "image/jpeg"],
  ["GIF87a", 0, "image/gif"],
  ["GIF89a", 0, "image/gif"],
  ["RIFF", 0, riffType],
  ["BM", 0, bitmapType],
  ["II*\0", 0, "image/tiff"],
  ["MM\0*", 0, "image/tiff"],
  ["\0\0\x01\0", 0, "image/x-icon"],
  ["ftyp", 4, mp4Type],
  ["\x1aE\xdf\xa3", 0, matroskaType],
  ["OggS", 0, oggType],
  ["fLaC", 0, "audio/flac"],
  ["ID3", 0, "audio/mpeg"],
  ["\xff\xfb", 0, "audio/mpeg"],
  ["\xff\xf3", 0, "audio/mpeg"],
  ["\xff\xf2", 0, "audio/mpeg"],
  ["\xff\xf1", 0, "audio/aac"],
  ["\xff\xf9", 0, "audio/aac"],
  ["#!AMR", 0, "audio/amr"],
  ["%PDF-", 0, "application/pdf"],
  ["PK\x03\x04", 0, zipType],
  ["PK\x05\x06", 0, "application/zip"],
  ["\x1f\x8b", 0, "application/gzip"],
  ["7z\xbc\xaf\x27\x1c", 0, "application/x-7z-compressed"],
  ["Rar!\x1a\x07", 0, "application/vnd.rar"],
  ["BZh", 0, "application/x-bzip2"],
  ["\xfd7zXZ\0", 0, "application/x-xz"],
  ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, "application/x-cfb"],
  ["{\\rtf", 0, "application/rtf"],
];

function startsWith(bytes: Uint8Array, mark: string, offset = 0): boolean {
  if (bytes.length < offset + mark.length) return false;
  for (let at = 0; at < mark.length; at++)
    if (bytes[offset + at] !== mark.charCodeAt(at)) return false;
  return true;
}

function latin1(bytes: Uint8Array, start = 0, end = HEAD_BYTES): string {
  let text = "";
  for (const byte of bytes.subarray(start, end)) text += String.fromCharCode(byte);
  return text;
}

function riffType(bytes: Uint8Array): string | undefined {
  const kinds: Record<string, string> = {
    WEBP: "image/webp",
    WAVE: "audio/wav",
    "AVI ": "video/x-msvideo",
  };
  return kinds[latin1(bytes, 8, 12)];
}

/** Many texts begin with these two letters: the size of its header is asked too. */
function bitmapType(bytes: Uint8Array): string | undefined {
  const headerBytes = bytes[14] ?? 0;
  const isHeader = [12, 40, 52, 56, 64, 108, 124].includes(headerBytes);
  return isHeader && latin1(bytes, 15, 18) === "\0\0\0" ? "image/bmp" : undefined;
}

/** ISO base media (ISO/IEC 14496-12): by its brand, then by what its tracks are. */
function mp4Type(bytes: Uint8Array): string {
  const brand = latin1(bytes, 8, 12);
  if (brand === "avif" || brand === "avis") return "image/avif";
  if (/^(hei[cxms]|hev[cxms]|mif1|msf1)$/.test(brand)) {
    return /avi[fs]/.test(latin1(bytes, 12, 64)) ? "image/avif" : "image/heic";
  }
  if (brand === "M4A " || brand === "M4B ") return "audio/mp4";
  if (brand === "qt  ") return "video/quicktime";
  if (/^3g/.test(brand)) return "video/3gpp";
  const ends = latin1(bytes) + latin1(bytes, Math.max(0, bytes.length - HEAD_BYTES), bytes.length);
  return ends.includes("soun") && !ends.includes("vide") ? "audio/mp4" : "video/mp4";
}

function matroskaType(bytes: Uint8Array): string {
  const head = latin1(bytes);
  if (!head.slice(0, 64).includes("webm")) return "video/x-matroska";
  return /A_(OPUS|VORBIS)/.test(head) && !/V_(VP|AV1|MPEG)/.test(head)
    ? "audio/webm"
    : "video/webm";
}

function oggType(bytes: Uint8Array): string {
  return latin1(bytes, 0, 4096).includes("\x80theora") ? "video/ogg" : "audio/ogg";
}

const OFFICE: readonly [RegExp, string][] = [
  [/word\/document/, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  [/xl\/workbook/, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  [
    /ppt\/presentation/,
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  ],
];

/** Office files are archives; their parts' names stand at their beginning or in the list at their end. */
function zipType(bytes: Uint8Array): string {
  const head = latin1(bytes);
  const [, said] = /^.{30}mimetype(application\/[a-z0-9.+-]{1,80}?)(?=PK)/s.exec(head) ?? [];
  if (said) return said;
  const ends = head + latin1(bytes, Math.max(0, bytes.length - HEAD_BYTES), bytes.length);
  return OFFICE.find(([part]) => part.test(ends))?.[1] ?? "application/zip";
}

/** UTF-8 without the control characters that no text has. */
function textType(bytes: Uint8Array): string | undefined {
  const isWhole = bytes.length <= HEAD_BYTES;
  const head = bytes.subarray(0, HEAD_BYTES);
  const text = decode(isWhole ? head : head.subarray(0, startOfLastLetter(head)));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (text === undefined || /[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]/.test(text)) return undefined;
  return /^<svg[\s>]/i.test(withoutProlog(text)) ? "image/svg+xml" : "text/plain";
}

const PROLOG = [
  ["<?", "?>"],
  ["<!--", "-->"],
  ["<!", ">"],
] as const;

/** What stands before the first element (XML 1.0, 2.8), step by step: a pattern would try every way to part it. */
function withoutProlog(text: string): string {
  let rest = text.trimStart();
  for (;;) {
    const part = PROLOG.find(([start]) => rest.startsWith(start));
    if (!part) return rest;
    const end = rest.indexOf(part[1], part[0].length);
    if (end < 0) return "";
    rest = rest.slice(end + part[1].length).trimStart();
  }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** A letter that is cut at the end is no mistake. */
function startOfLastLetter(bytes: Uint8Array): number {
  let at = bytes.length - 1;
  while (at > bytes.length - 4 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at--;
  return at;
}

/** Kinds of bytes that may be many things: what they are called says more. */
const VAGUE = new Set([UNKNOWN_TYPE, "text/plain", "application/zip", "application/x-cfb"]);

/**
 * What to call a file of one's own: by its bytes where they tell, else as its system called it. Nothing
 * is called a picture, a sound or a video that is none.
 */
export function ownType(sniffed: string, said: string): string {
  const isName = /^[a-z]+\/[a-z0-9][\w.+-]*$/.test(said) && !/^(image|audio|video)\//.test(said);
  return VAGUE.has(sniffed) && isName ? said : sniffed;
}
