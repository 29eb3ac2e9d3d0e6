import { rgbaToThumbHash } from "thumbhash";

/** What a ThumbHash is made of, at most. */
const THUMB_PX = 100;

export type Size = { width: number; height: number };

/** Base64 of the ThumbHash of what is seen, which is so large. */
export function thumbHashOf(seen: CanvasImageSource, size: Size): string {
  const { width, height } = fitted(size, THUMB_PX);
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("There is nothing to draw on");
  context.imageSmoothingQuality = "high";
  context.drawImage(seen, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  return btoa(String.fromCharCode(...rgbaToThumbHash(width, height, data)));
}

/** No larger than it is, its longer side no longer than that. */
export function fitted({ width, height }: Size, longestPx: number): Size {
  const scale = Math.min(1, longestPx / Math.max(width, height));
  const scaled = (side: number) => Math.max(1, Math.round(side * scale));
  return { width: scaled(width), height: scaled(height) };
}
