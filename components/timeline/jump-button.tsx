import { ArrowDown } from "lucide-react";
import { useTranslations } from "use-intl";

/** The way back to the latest message, with how many came meanwhile. */
export function JumpButton({ newCount, onJump }: { newCount: number; onJump: () => void }) {
  const t = useTranslations("thread");
  return (
    <button
      type="button"
      onClick={onJump}
      className="appear absolute right-4 bottom-3 flex min-h-9 items-center gap-2 rounded-full border border-rule bg-raised px-3 font-semibold text-ink text-sm shadow-pop hover:bg-hover"
    >
      <ArrowDown aria-hidden="true" size={16} className="text-accent" />
      {newCount > 0 ? t("jumpNew", { count: newCount }) : t("jump")}
    </button>
  );
}
