import { memo } from "react";
import { useTranslations } from "use-intl";
import { useTimes } from "../ui/use-times.ts";

/** Where a new day begins. */
export const DayRow = memo(function DayRow({ atMs, nowMs }: { atMs: number; nowMs: number }) {
  const t = useTranslations("thread");
  const label = useTimes().day(atMs, nowMs);
  return (
    <div className="flex items-center justify-center pt-4 pb-2">
      <h2 className="font-semibold text-faint text-xs">
        {typeof label === "string" ? t(label) : label.date}
      </h2>
    </div>
  );
});
