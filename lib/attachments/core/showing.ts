import type { AttachedFile } from "./attachment.ts";
import { kindOfType, saidType } from "./file-kind.ts";

/** How an opened file can be looked at here. Anything else is only saved. */
export type Viewer = "image" | "video" | "audio" | "pdf" | "text";

const IMAGES = /^image\/(?:png|jpeg|gif|webp|avif|bmp)$/;
const VIDEOS = /^video\/(?:mp4|webm|ogg|quicktime)$/;
const AUDIO = /^audio\/(?:mp4|mpeg|aac|ogg|webm|wav|flac)$/;

/**
 * By the bytes' own type, never by what was said. Drawings that can run scripts (SVG), web pages
 * and programs are looked at nowhere.
 */
export function viewerOf(mimeType: string, name?: string): Viewer | undefined {
  if (IMAGES.test(mimeType)) return "image";
  if (VIDEOS.test(mimeType)) return "video";
  if (AUDIO.test(mimeType)) return "audio";
  if (mimeType === "application/pdf") return "pdf";
  return mimeType === "text/plain" && !isProgram(mimeType, name) ? "text" : undefined;
}

/** Extensions of what runs, or makes something run, when it is opened on one system or another. */
const PROGRAMS = new Set(
  (
    "apk app appimage applescript bat bin chm cmd com command cpl deb desktop dll dmg docm elf exe gadget hta htm html " +
    "img inf ins iso jar js jse jnlp lnk mht mhtml mjs msc msi msix msp mst osx pif pkg potm ppsm pptm ps1 psm1 reg " +
    "rpm run scf scpt scr sh svg svgz url vb vbe vbs vhd vhdx webloc wsf wsh xhtml xlam xlsm xltm xml xsl"
  ).split(" "),
);

const PROGRAM_TYPES =
  /^(?:image\/svg\+xml|text\/html|application\/(?:xhtml\+xml|x-msdownload|x-elf|x-mach-binary|vnd\.android\.package-archive|java-archive|x-sh|javascript))$/;

/** Whether it may run when it is opened: whoever saves it is asked first. */
export function isProgram(mimeType: string, name = ""): boolean {
  return PROGRAM_TYPES.test(mimeType) || PROGRAMS.has(extensionOf(name));
}

/**
 * Whether a file is something else than its sender said: a picture that is none, a document that is
 * a program. What nobody said anything of, and types of which the bytes tell nothing, are no lie.
 */
export function isDisguised(file: AttachedFile, foundType: string): boolean {
  const said = saidType(file);
  if (said === undefined || said === foundType) return false;
  if (PROGRAM_TYPES.test(foundType) && !PROGRAM_TYPES.test(said)) return true;
  const saidKind = kindOfType(said);
  const foundKind = kindOfType(foundType);
  // A container is the same for sound alone: a voice message may be told as video.
  const isMedia = (kind: string) => kind === "audio" || kind === "video";
  if (isMedia(saidKind) && isMedia(foundKind)) return false;
  return saidKind !== "document" && saidKind !== foundKind;
}

function extensionOf(name: string): string {
  return /\.([a-z0-9]+)$/i.exec(name.trim())?.[1]?.toLowerCase() ?? "";
}
