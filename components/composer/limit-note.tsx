import { useLocale, useTranslations } from "use-intl";
import type { LimitState } from "./message-limit.ts";

/** What remains of a very long message, or by how much it is too long. */
export function LimitNote({ limit }: { limit: LimitState }) {
  const t = useTranslations("composer");
  const locale = useLocale();
  if (limit.kind === "fine") return null;
  const isOver = limit.kind === "over";
  const size = kilobytes(isOver ? limit.overBytes : limit.leftBytes, locale);
  return (
    <p
      role="status"
      className={isOver ? "px-4 pt-1 text-danger text-sm" : "px-4 pt-1 text-soft text-sm"}
    >
      {isOver ? t("tooLong", { over: size }) : t("nearLimit", { left: size })}
    </p>
  );
}

function kilobytes(sizeBytes: number, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: "unit", unit: "kilobyte" });
  return format.format(Math.ceil(sizeBytes / 1024));
}
