import { useTranslations } from "use-intl";
import { fileKind } from "@/lib/attachments/core/file-kind.ts";
import { plainName } from "@/lib/attachments/core/file-name.ts";
import type { FileState, PlacedFile } from "@/lib/react/use-files.ts";

/** What a file is called: by its message, by the name sealed in it, or by what it is. */
export function useFileName({ file }: PlacedFile, state?: FileState): string {
  const t = useTranslations("attachments.unnamed");
  const sealed = state?.kind === "opened" ? state.opened.fileName : undefined;
  return plainName(file.fileName) ?? plainName(sealed) ?? t(fileKind(file));
}
