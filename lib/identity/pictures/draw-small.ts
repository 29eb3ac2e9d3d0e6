import { ParleyError } from "@/lib/errors/base.ts";

/** The largest that a picture is shown, on a screen of three pixels to one. */
const SIZE_PX = 192;
/** Opaque: the flag under a picture must not shine through it. */
const GROUND = "#fff";
const QUALITY = 0.85;

type Drawn = { width: number; height: number; image: CanvasImageSource };
type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** A picture's first frame, small and square: what is kept is of our own making. In a worker. */
export async function drawPixels(bytes: Blob): Promise<string> {
  const image = await createImageBitmap(bytes).catch((cause) => {
    throw new ParleyError("picture.unreadable", "The picture does not decode", { cause });
  });
  const canvas = new OffscreenCanvas(SIZE_PX, SIZE_PX);
  fill(canvas.getContext("2d"), { image, width: image.width, height: image.height });
  image.close();
  const blob = await canvas.convertToBlob({ type: "image/webp", quality: QUALITY });
  return toDataUrl(blob.type, new Uint8Array(await blob.arrayBuffer()));
}

/** The same of a drawing. Only a page can draw one: as a picture, in secure static mode. */
export async function drawDrawing(svg: string): Promise<string> {
  const image = new Image(SIZE_PX, SIZE_PX);
  image.src = toDataUrl("image/svg+xml", new TextEncoder().encode(svg));
  await image.decode().catch((cause) => {
    throw new ParleyError("picture.unreadable", "The drawing can't be drawn", { cause });
  });
  const canvas = document.createElement("canvas");
  canvas.width = SIZE_PX;
  canvas.height = SIZE_PX;
  const { naturalWidth: width, naturalHeight: height } = image;
  fill(canvas.getContext("2d"), { image, width: width || SIZE_PX, height: height || SIZE_PX });
  return canvas.toDataURL("image/webp", QUALITY);
}

/** Covers the square with the middle of the picture. */
function fill(context: Context | null, { image, width, height }: Drawn): void {
  if (!context) throw new ParleyError("picture.unreadable", "There is nothing to draw on");
  const scale = SIZE_PX / Math.min(width, height);
  const [drawnWidth, drawnHeight] = [width * scale, height * scale];
  context.fillStyle = GROUND;
  context.fillRect(0, 0, SIZE_PX, SIZE_PX);
  context.imageSmoothingQuality = "high";
  context.drawImage(
    image,
    (SIZE_PX - drawnWidth) / 2,
    (SIZE_PX - drawnHeight) / 2,
    drawnWidth,
    drawnHeight,
  );
}

function toDataUrl(type: string, bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return `data:${type};base64,${btoa(binary)}`;
}
