import { ParleyError } from "@/lib/errors/base.ts";
import { fitted, type Size } from "../../browser/thumb-hash.ts";

/** The longer side of a picture that is drawn anew. */
const LONGEST_PX = 2_048;
const QUALITY = 0.82;

/** A picture without a way to be seen through. */
const OPAQUE = new Set(["image/jpeg", "image/bmp"]);

/** Draws a picture, smaller when it is large: a JPEG, or a PNG when something shines through it. */
export async function drawAnew(image: ImageBitmap, mimeType: string) {
  const size = fitted(image, LONGEST_PX);
  const { canvas, context } = draw(image, size);
  const isOpaque = OPAQUE.has(mimeType) || !hasHoles(context, size);
  const type = isOpaque ? "image/jpeg" : "image/png";
  const file = await canvas.convertToBlob({ type, quality: QUALITY });
  return { file, mimeType: type, size };
}

function draw(image: ImageBitmap, { width, height }: Size) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new ParleyError("attachment.unreadable", "There is nothing to draw on");
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, width, height);
  return { canvas, context };
}

function hasHoles(context: OffscreenCanvasRenderingContext2D, { width, height }: Size): boolean {
  const { data } = context.getImageData(0, 0, width, height);
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return true;
  return false;
}
