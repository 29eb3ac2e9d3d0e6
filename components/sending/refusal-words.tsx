import { useTranslations } from "use-intl";
import type { ArchiveRefusal } from "@/lib/attachments/core/archive-limits.ts";
import { isolated, Sentence } from "../ui/isolate.tsx";
import { useBytes } from "../ui/use-bytes.ts";

/** Why files can't go through the archive, with the numbers. */
export function RefusalWords({ refusal }: { refusal: ArchiveRefusal }) {
  const t = useTranslations("sending.refused");
  const size = useBytes();
  switch (refusal.kind) {
    case "too-many":
      return t("tooMany", { most: refusal.most, chosen: refusal.chosen });
    case "too-large":
      return (
        <Sentence
          text={t("tooLarge", {
            name: isolated(refusal.fileName),
            size: size(refusal.sizeBytes),
            most: size(refusal.mostBytes),
          })}
        />
      );
    case "no-room":
      return t("noRoom", {
        size: size(refusal.sizeBytes),
        left: size(refusal.leftBytes),
        quota: size(refusal.quotaBytes),
      });
  }
}
