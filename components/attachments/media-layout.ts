import type { AttachedFile } from "@/lib/attachments/core/attachment.ts";
import { fileKind } from "@/lib/attachments/core/file-kind.ts";

/** Of the place that pictures take in a bubble, in pixels, where the screen has room. */
export const MOST_WIDE = 320;
const MOST_HIGH = 380;
const LEAST_SIDE = 96;
const GAP = 3;

/** So many are drawn; the last of them says how many more there are. */
const MOST_DRAWN = 6;

/** Of a sound or a document, with what is around it. */
const ROW_HEIGHT = 60;

export type Box = { width: number; height: number };

/**
 * The place of one picture, before anything of it is loaded: by what its sender says of its sides,
 * a square where nobody does.
 */
export function boxOf(file: AttachedFile): Box {
  const { width, height } = (file.kind === "remote" && file.preview) || {};
  if (!width || !height) return { width: 240, height: 240 };
  const scale = Math.min(MOST_WIDE / width, MOST_HIGH / height, 1);
  return {
    width: Math.max(LEAST_SIDE, Math.round(width * scale)),
    height: Math.max(LEAST_SIDE, Math.round(height * scale)),
  };
}

/** How several pictures lie together: in how many columns, and how many are drawn. */
export function albumOf(count: number): { columns: number; drawn: number } {
  const columns = count === 2 || count === 4 ? 2 : 3;
  return { columns, drawn: Math.min(count, MOST_DRAWN) };
}

/** Pictures and videos are seen; everything else stands in a line of its own. */
export function isSeen(file: AttachedFile): boolean {
  const kind = fileKind(file);
  return kind === "photo" || kind === "video";
}

/** A guess at how high the files of a message are, near enough that nothing jumps. */
export function filesHeightPx(files: readonly AttachedFile[]): number {
  const seen = files.filter(isSeen);
  return seenHeightPx(seen) + (files.length - seen.length) * ROW_HEIGHT;
}

function seenHeightPx(seen: readonly AttachedFile[]): number {
  const [only] = seen;
  if (!only) return 0;
  if (seen.length === 1) return boxOf(only).height;
  const { columns, drawn } = albumOf(seen.length);
  const side = (MOST_WIDE - GAP * (columns - 1)) / columns;
  const rows = Math.ceil(drawn / columns);
  return Math.round(rows * side + (rows - 1) * GAP);
}
