import type { FileToShip } from "@/lib/react/use-shipping.ts";
import type { ChosenFile, Tray } from "./chosen-files.ts";

/** Whether a picture can be drawn anew: smaller, and without what its camera wrote into it. */
export function isReducible(mimeType: string): boolean {
  return /^image\/(jpeg|png|webp|avif|heic|heif|bmp|tiff)$/.test(mimeType);
}

export function toShip(chosen: ChosenFile, pictures: Tray["pictures"]): FileToShip {
  const { file, fileName, mimeType, preview } = chosen;
  return {
    file,
    fileName,
    mimeType: mimeType || "application/octet-stream",
    ...(isReducible(mimeType) && { picture: pictures }),
    ...(preview && { preview }),
  };
}
