/** Read whole to be made bare: no camera writes larger ones, and a drawing is larger than its file. */
export const LARGEST_REDUCED_BYTES = 64 * 1024 * 1024;

/** What every browser draws, or what is made bare without being drawn. */
const SURE = /^image\/(png|jpeg|gif|webp|avif|bmp)$/;

/** Pictures as cameras and programs write them: not drawings and icons, which know of no place. */
export function isPictureType(mimeType: string): boolean {
  return (
    mimeType.startsWith("image/") &&
    !/^image\/(svg\+xml|x-icon|vnd\.microsoft\.icon)$/.test(mimeType)
  );
}

/** What an extension says where the system says no type. */
const EXTENSIONS: ReadonlyMap<string, string> = new Map([
  ["jpg", "image/jpeg"],
  ..."jpeg png gif webp avif bmp heic heif hif tif tiff jxl jp2 dng cr2 cr3 nef arw orf rw2 raf"
    .split(" ")
    .map((each) => [each, `image/${each}`] as const),
]);

type Chosen = { mimeType: string; fileName: string; sizeBytes: number };

/**
 * What can be promised of a chosen file before its bytes are seen: `sure` that it can be sent without
 * what its camera wrote, `unsure`, or undefined when it is called no picture.
 */
export function reducible({
  mimeType,
  fileName,
  sizeBytes,
}: Chosen): "sure" | "unsure" | undefined {
  const extension = /\.([a-z0-9]{1,8})$/i.exec(fileName)?.[1]?.toLowerCase() ?? "";
  const type = mimeType || (EXTENSIONS.get(extension) ?? "");
  if (!isPictureType(type)) return undefined;
  return SURE.test(type) && sizeBytes <= LARGEST_REDUCED_BYTES ? "sure" : "unsure";
}
