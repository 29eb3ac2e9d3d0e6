import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";

type BlockedBarProps = { name: string; onUnblock: () => void };

/** Stands where one would write to somebody who is blocked. */
export function BlockedBar({ name, onUnblock }: BlockedBarProps) {
  const t = useTranslations("consent.blocked");
  return (
    <section
      aria-label={t("label")}
      className="flex shrink-0 flex-wrap items-center gap-3 border-rule border-t bg-canvas px-4 pt-4 pb-[max(1rem,env(safe-area-inset-bottom))] split:px-6"
    >
      <p className="foreign min-w-48 flex-1 text-sm text-soft">{t("body", { name })}</p>
      <Button look="secondary" onClick={onUnblock}>
        {t("unblock")}
      </Button>
    </section>
  );
}
