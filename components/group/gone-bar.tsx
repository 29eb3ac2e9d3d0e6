import { useTranslations } from "use-intl";
import type { Thread } from "@/lib/messaging/core/view.ts";

type GoneBarProps = { standing: NonNullable<Thread["standing"]> };

/** Stands where one would write in a group of which one is no part. */
export function GoneBar({ standing }: GoneBarProps) {
  const t = useTranslations("group.gone");
  return (
    <section
      aria-label={t("label")}
      className="shrink-0 border-rule border-t bg-canvas px-4 pt-4 pb-[max(1rem,env(safe-area-inset-bottom))] split:px-6"
    >
      <p className="text-sm text-soft">{t(standing)}</p>
    </section>
  );
}
