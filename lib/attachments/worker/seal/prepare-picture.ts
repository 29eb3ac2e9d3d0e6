import { ParleyError } from "@/lib/errors/base.ts";
import type { FilePreview } from "../../core/attachment.ts";
import { barePicture, mayMove } from "../../core/bare/bare-picture.ts";
import { ownType, sniffType } from "../../core/sniff.ts";
import { drawAnew, thumbHashOf } from "./draw-picture.ts";

/** Read whole: no camera writes larger ones, and a drawing in memory is larger than its file. */
const MAX_BYTES = 64 * 1024 * 1024;

const DRAWN = new Set("png jpeg gif webp avif bmp".split(" ").map((name) => `image/${name}`));

/** What is sealed instead of a file, and what is seen of it before it is fetched. */
export type Prepared = { file: Blob; preview: FilePreview & { mimeType: string } };

/** `size`: in pixels, as it is shown; unknown of what does not decode. */
type Sent = { file: Blob; mimeType: string; size?: { width: number; height: number } };

/**
 * A picture as it is to be sent. `original`: as it is. `reduced`: drawn anew, upright and without a
 * word beside it; where that gains nothing, or would stop it from moving, its own pixels without the
 * words. What is no picture stays as it is. Fails with `attachment.unreadable` when it is one whose
 * words can't be taken away.
 */
export async function preparePicture(file: Blob, mode: "original" | "reduced"): Promise<Prepared> {
  const mimeType = sniffType(new Uint8Array(await file.slice(0, 64 * 1024).arrayBuffer()));
  if (!DRAWN.has(mimeType) || file.size > MAX_BYTES) {
    return { file, preview: { mimeType: ownType(mimeType, file.type) } };
  }
  const image = await createImageBitmap(file).catch(() => undefined);
  const asItIs = { file, mimeType, ...(image && { size: sizeOf(image) }) };
  const sent = mode === "original" ? asItIs : await toBare(asItIs, image);
  const thumbHash = image && thumbHashOf(image);
  image?.close();
  return {
    file: sent.file,
    preview: { mimeType: sent.mimeType, ...sent.size, ...(thumbHash && { thumbHash }) },
  };
}

function sizeOf({ width, height }: ImageBitmap) {
  return { width, height };
}

async function toBare(picture: Sent, image: ImageBitmap | undefined): Promise<Sent> {
  const { mimeType } = picture;
  const bytes = new Uint8Array(await picture.file.arrayBuffer());
  const bare = barePicture(mimeType, bytes);
  const own = bare && { ...picture, file: new Blob([bare], { type: mimeType }) };
  if (own && (!image || mayMove(mimeType, bytes))) return own;
  if (!image) throw new ParleyError("attachment.unreadable", "A picture that can't be made bare");
  const drawn = await drawAnew(image, mimeType);
  return own && own.file.size <= drawn.file.size ? own : drawn;
}
