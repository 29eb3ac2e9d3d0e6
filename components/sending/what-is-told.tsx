import { useTranslations } from "use-intl";
import { reducible } from "@/lib/attachments/core/reducible.ts";
import type { ChosenFile, TrayBinding } from "./chosen-files.ts";
import { PictureChoice } from "./picture-choice.tsx";

/** What pictures and videos tell beside what they show, and what can be done about it. */
export function WhatIsTold({
  files,
  pictures,
  choosePictures,
}: Pick<TrayBinding, "files" | "pictures" | "choosePictures">) {
  const t = useTranslations("sending.tray");
  const ways = files.map((each) => reducible({ ...each, sizeBytes: each.file.size }));
  return (
    <>
      {ways.some((way) => way !== undefined) && (
        <PictureChoice
          value={pictures}
          onChange={choosePictures}
          isSure={!ways.includes("unsure")}
        />
      )}
      {files.some(isVideo) && <p className="px-1 text-faint text-xs">{t("videos")}</p>}
    </>
  );
}

function isVideo({ mimeType, fileName }: ChosenFile): boolean {
  return mimeType
    ? mimeType.startsWith("video/")
    : /\.(mp4|m4v|mov|webm|mkv|3gp|avi)$/i.test(fileName);
}
