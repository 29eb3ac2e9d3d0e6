import { ParleyError } from "@/lib/errors/base.ts";
import { readDataUrl } from "./data-url.ts";
import { measureImage } from "./image-size.ts";
import { fetchedUrl, type PictureServers, parsePictureSource } from "./picture-source.ts";
import { readBounded } from "./read-bounded.ts";
import { isSvg, tameSvg } from "./tame-svg.ts";

/** Photographs straight from a phone are smaller. */
const MAX_IMAGE_BYTES = 6 * 1024 * 1024;
/** What decoding takes is four bytes for each: a hundred megabytes, for a moment. */
const MAX_PIXELS = 25_000_000;
const MAX_DESCRIPTION_BYTES = 512 * 1024;

/** What is asked for: an `avatar` text's place, or where a token's description is. */
export type WantedImage = { text: string; isDescription: boolean };

/** A picture to be drawn small: pixels to decode, or a drawing. */
export type FoundImage = { kind: "pixels"; bytes: Blob } | { kind: "drawing"; svg: string };

/**
 * Finds the picture that a text names, and looks at its kind and size before anything decodes it.
 * Fails with `picture.*`.
 */
export async function findImage(
  { text, isDescription }: WantedImage,
  servers: PictureServers,
): Promise<FoundImage> {
  if (!isDescription) return toImage(await readPlace(text, servers, MAX_IMAGE_BYTES));
  const description = await readDescription(text, servers);
  return typeof description === "string"
    ? findImage({ text: description, isDescription: false }, servers)
    : toImage(description);
}

/** The bytes at a place, or in the text itself. */
async function readPlace(text: string, servers: PictureServers, maxBytes: number) {
  const data = /^data:/i.test(text.trim()) && readDataUrl(text);
  if (data) return data;
  const source = parsePictureSource(text);
  if (source?.kind === "url" || source?.kind === "ipfs") {
    return readBounded(fetchedUrl(source, servers), maxBytes);
  }
  throw new ParleyError("picture.unsupported", "The text names no place");
}

/** Where a token's metadata (ERC-721, ERC-1155) says its picture is, or a drawing that it holds. */
async function readDescription(
  text: string,
  servers: PictureServers,
): Promise<string | Uint8Array<ArrayBuffer>> {
  const bytes = await readPlace(text, servers, MAX_DESCRIPTION_BYTES);
  const { image, image_url, image_data } = parseObject(new TextDecoder().decode(bytes));
  const place = image ?? image_url;
  if (typeof place === "string" && place) return place;
  if (typeof image_data === "string") return new TextEncoder().encode(image_data);
  throw new ParleyError("picture.unreadable", "The token's description names no picture");
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new ParleyError("picture.unreadable", "The token's description is no JSON object");
}

function toImage(bytes: Uint8Array<ArrayBuffer>): FoundImage {
  const measured = measureImage(bytes);
  if (measured) {
    const { kind, width, height } = measured;
    if (width * height > MAX_PIXELS) {
      throw new ParleyError("picture.too-large", "More pixels than are decoded");
    }
    return { kind: "pixels", bytes: new Blob([bytes], { type: kind }) };
  }
  const svg = isSvg(bytes) ? tameSvg(bytes) : undefined;
  if (svg !== undefined) return { kind: "drawing", svg };
  throw new ParleyError("picture.unreadable", "No picture of a kind that is drawn");
}
