import { useTranslations } from "use-intl";
import type { ErrorCode } from "@/lib/errors/codes.ts";

/** Why a file did not open, and what to do. */
export function useFailureWords(): (code: ErrorCode, name: string) => string {
  const t = useTranslations("attachments");
  const tErrors = useTranslations("errors");
  return (code, name) => {
    switch (code) {
      case "attachment.gone":
        return t("gone", { name });
      case "attachment.forged":
        return t("forged", { name });
      case "attachment.unreachable":
        return t("unreachable", { name });
      default:
        return t("notOpened", { name, reason: tErrors(code) });
    }
  };
}
