import { TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import type { AttachedFile } from "@/lib/attachments/core/attachment.ts";
import { saidType } from "@/lib/attachments/core/file-kind.ts";
import { useKindWords } from "./use-kind-words.ts";

type DisguiseNoteProps = {
  file: AttachedFile;
  opened: { mimeType: string; fileName?: string };
};

/** A file is not what its sender said it was. */
export function DisguiseNote({ file, opened }: DisguiseNoteProps) {
  const t = useTranslations("attachments");
  const words = useKindWords();
  const said = words(saidType(file) ?? "", undefined);
  const found = words(opened.mimeType, opened.fileName ?? file.fileName);
  return (
    <p role="status" className="flex items-start gap-1.5 px-1.5 text-warning text-xs">
      <TriangleAlert aria-hidden="true" size={14} className="mt-px shrink-0" />
      {t("disguised", { said, found })}
    </p>
  );
}
