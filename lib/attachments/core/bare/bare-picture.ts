import { bareGif } from "./gif.ts";
import { bareJpeg } from "./jpeg.ts";
import { barePng, isAnimatedPng } from "./png.ts";
import { bareWebp, isAnimatedWebp } from "./webp.ts";

/**
 * A picture without what its camera and its programs wrote into it, its pixels untouched. Undefined
 * for a kind that is not known here, or that does not read as one.
 */
export function barePicture(
  mimeType: string,
  bytes: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> | undefined {
  switch (mimeType) {
    case "image/jpeg":
      return bareJpeg(bytes);
    case "image/png":
      return barePng(bytes);
    case "image/webp":
      return bareWebp(bytes);
    case "image/gif":
      return bareGif(bytes);
    default:
      return undefined;
  }
}

/** Whether it moves, or may: drawn anew it would stand still. */
export function mayMove(mimeType: string, bytes: Uint8Array<ArrayBuffer>): boolean {
  return (
    mimeType === "image/gif" ||
    (mimeType === "image/png" && isAnimatedPng(bytes)) ||
    (mimeType === "image/webp" && isAnimatedWebp(bytes))
  );
}
