import { useTranslations } from "use-intl";
import { isProgram } from "@/lib/attachments/core/showing.ts";

/** What a type is, in words: `a photo`, `a program`. */
export function useKindWords(): (mimeType: string, name: string | undefined) => string {
  const t = useTranslations("attachments.kinds");
  return (mimeType, name) => {
    if (isProgram(mimeType, name)) return t("program");
    if (mimeType.startsWith("image/")) return t("photo");
    if (mimeType.startsWith("video/")) return t("video");
    if (mimeType.startsWith("audio/")) return t("audio");
    if (mimeType === "application/pdf") return t("pdf");
    if (mimeType.startsWith("text/")) return t("text");
    return t(/zip|tar|7z|rar|xz/.test(mimeType) ? "archive" : "document");
  };
}
