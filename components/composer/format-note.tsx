import { useTranslations } from "use-intl";

type FormatNoteProps = { isFormatted: boolean; onChange: (isFormatted: boolean) => void };

/** Says that what was typed will be formatted (Markdown), and lets one have it as typed. */
export function FormatNote({ isFormatted, onChange }: FormatNoteProps) {
  const t = useTranslations("composer");
  return (
    <p className="flex items-center gap-2 px-4 pt-1 text-soft text-xs">
      {isFormatted ? t("formatted") : t("plain")}
      <button
        type="button"
        onClick={() => onChange(!isFormatted)}
        className="min-h-6 font-semibold text-accent hover:underline"
      >
        {isFormatted ? t("sendPlain") : t("sendFormatted")}
      </button>
    </p>
  );
}
