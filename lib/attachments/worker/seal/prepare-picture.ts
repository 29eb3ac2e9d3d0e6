import { ParleyError } from "@/lib/errors/base.ts";
import { thumbHashOf } from "../../browser/thumb-hash.ts";
import type { FilePreview } from "../../core/attachment.ts";
import { barePicture, mayMove } from "../../core/bare/bare-picture.ts";
import { isPictureType, LARGEST_REDUCED_BYTES } from "../../core/reducible.ts";
import { ownType, sniffType, UNKNOWN_TYPE } from "../../core/sniff.ts";
import { drawAnew } from "./draw-picture.ts";

/** What is sealed instead of a file, and what is seen of it before it is fetched. */
export type Prepared = { file: Blob; preview: FilePreview & { mimeType: string } };

/** `size`: in pixels, as it is shown; unknown of what does not decode. */
type Sent = { file: Blob; mimeType: string; size?: { width: number; height: number } };

/**
 * A picture as it is to be sent. `original`: as it is. `reduced`: drawn anew, upright and without a
 * word beside it; where that gains nothing, or would stop it from moving, its own pixels without the
 * words. What is no picture stays as it is, and so does a drawing (SVG) or an icon. Fails with
 * `attachment.not-bare` when it is a picture whose words can't be taken away.
 */
export async function preparePicture(file: Blob, mode: "original" | "reduced"): Promise<Prepared> {
  const mimeType = sniffType(new Uint8Array(await file.slice(0, 64 * 1024).arrayBuffer()));
  if (!isPicture(mimeType, file.type)) {
    return { file, preview: { mimeType: ownType(mimeType, file.type) } };
  }
  const isTooLarge = file.size > LARGEST_REDUCED_BYTES;
  if (isTooLarge && mode === "reduced") throw notBare();
  const image = isTooLarge ? undefined : await createImageBitmap(file).catch(() => undefined);
  const asItIs = { file, mimeType, ...(image && { size: sizeOf(image) }) };
  const sent = mode === "original" ? asItIs : await toBare(asItIs, image);
  const thumbHash = image && thumbHashOf(image, image);
  image?.close();
  return {
    file: sent.file,
    preview: { mimeType: sent.mimeType, ...sent.size, ...(thumbHash && { thumbHash }) },
  };
}

/** By its bytes; also what is called one and has bytes that are not known, as a camera's raw film. */
function isPicture(sniffed: string, said: string): boolean {
  if (isPictureType(sniffed)) return true;
  return isPictureType(said) && (sniffed === UNKNOWN_TYPE || sniffed.startsWith("video/"));
}

function notBare(): ParleyError {
  return new ParleyError("attachment.not-bare", "A picture that can't be made bare");
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
  if (!image) throw notBare();
  const drawn = await drawAnew(image, mimeType);
  return own && own.file.size <= drawn.file.size ? own : drawn;
}
