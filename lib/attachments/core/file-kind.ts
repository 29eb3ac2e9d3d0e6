import type { AttachedFile } from "./attachment.ts";

/** What a file is for whoever looks at it, by what its sender says. */
export type FileKind = "photo" | "video" | "voice" | "audio" | "document";

/** Extensions of what another app says no type of. */
const EXTENSIONS: ReadonlyMap<string, FileKind> = new Map([
  ...each("photo", "jpg jpeg png gif webp avif bmp heic heif"),
  ...each("video", "mp4 m4v mov webm mkv"),
  ...each("audio", "mp3 m4a aac ogg oga opus wav flac"),
]);

export function fileKind(file: AttachedFile): FileKind {
  const preview = file.kind === "remote" ? file.preview : undefined;
  if (preview?.waveform) return "voice";
  const mimeType = saidType(file);
  if (mimeType) return kindOfType(mimeType);
  return EXTENSIONS.get(extensionOf(file.fileName)) ?? "document";
}

/** What an image, a video or a sound is by its type; a drawing that may run scripts is a document. */
export function kindOfType(mimeType: string): Exclude<FileKind, "voice"> {
  if (mimeType === "image/svg+xml") return "document";
  if (mimeType.startsWith("image/")) return "photo";
  if (mimeType.startsWith("video/")) return "video";
  return mimeType.startsWith("audio/") ? "audio" : "document";
}

/** What kind all of these are, if they are all of one. */
export function commonKind(files: readonly AttachedFile[]): FileKind | undefined {
  const kinds = new Set(files.map(fileKind));
  return kinds.size === 1 ? [...kinds][0] : undefined;
}

/** The type that its sender says. */
export function saidType(file: AttachedFile): string | undefined {
  const mimeType = file.kind === "inline" ? file.mimeType : file.preview?.mimeType;
  return mimeType?.toLowerCase();
}

function extensionOf(name = ""): string {
  return /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? "";
}

function each(kind: FileKind, extensions: string): [string, FileKind][] {
  return extensions.split(" ").map((extension) => [extension, kind]);
}
/**
 * The type that its sender says, or else what its name promises: enough to offer what can be done,
 * and no more. What is done goes by the bytes.
 */
export function likelyType(file: AttachedFile): string {
  return saidType(file) ?? READABLE.get(extensionOf(file.fileName)) ?? "";
}

const READABLE: ReadonlyMap<string, string> = new Map([
  ["pdf", "application/pdf"],
  ...["txt", "md", "csv", "log", "json"].map((each) => [each, "text/plain"] as const),
]);

/** Of the file itself, as its sender says, or else of what is fetched. */
export function saidBytes(file: AttachedFile): number | undefined {
  return file.kind === "inline" ? file.sizeBytes : (file.preview?.sizeBytes ?? file.sealedBytes);
}
