"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { buttonClass } from "../ui/button.tsx";
import { Mark } from "../ui/mark.tsx";

/** A page address that names nothing. */
export function NothingHere() {
  const t = useTranslations("common.notFound");
  return (
    <main className="flex min-h-screenful flex-col items-center justify-center gap-5 px-8 pb-16 text-center">
      <Mark sizePx={40} />
      <div className="flex max-w-80 flex-col gap-1.5">
        <h1 className="font-semibold text-lg">{t("title")}</h1>
        <p className="text-balance text-soft">{t("body")}</p>
      </div>
      <Link href="/" className={buttonClass()}>
        {t("action")}
      </Link>
    </main>
  );
}
