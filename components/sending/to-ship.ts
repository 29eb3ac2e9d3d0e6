import type { FileToShip } from "@/lib/react/use-shipping.ts";
import type { ChosenFile, Tray } from "./chosen-files.ts";

/** The way for pictures goes with every file: which of them are pictures only their bytes tell. */
export function toShip(chosen: ChosenFile, pictures: Tray["pictures"]): FileToShip {
  const { file, fileName, mimeType, preview } = chosen;
  return {
    file,
    fileName,
    mimeType: mimeType || "application/octet-stream",
    picture: pictures,
    ...(preview && { preview }),
  };
}
