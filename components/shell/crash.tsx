"use client";

import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { Mark } from "../ui/mark.tsx";

/** A screen that threw while it was drawn. What was written is in the store, not in the screen. */
export function Crash({ onAgain }: { onAgain: () => void }) {
  const t = useTranslations("common.crash");
  return (
    <main className="flex min-h-screenful flex-col items-center justify-center gap-5 px-8 pb-16 text-center">
      <Mark sizePx={40} />
      <div className="flex max-w-80 flex-col gap-1.5">
        <h1 className="font-semibold text-lg">{t("title")}</h1>
        <p className="text-balance text-soft">{t("body")}</p>
      </div>
      <Button onClick={onAgain}>{t("action")}</Button>
    </main>
  );
}
