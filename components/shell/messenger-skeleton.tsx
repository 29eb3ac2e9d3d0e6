import { useTranslations } from "use-intl";
import { InboxSkeleton } from "../inbox/inbox-skeleton.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

/** The messenger's outline, drawn by the server for somebody who was signed in before. */
export function MessengerSkeleton() {
  const t = useTranslations("inbox");
  return (
    <main className="flex h-screenful overflow-hidden">
      <div className="flex min-w-0 flex-1 flex-col bg-canvas split:w-80 split:flex-none split:border-rule split:border-r">
        <div className="flex h-14 shrink-0 items-center gap-2 px-3">
          <Skeleton className="size-8 rounded-full" />
          <h1 className="font-bold text-lg">{t("title")}</h1>
        </div>
        <InboxSkeleton label={t("loading")} />
      </div>
      <div className="hidden flex-1 bg-surface split:block" />
    </main>
  );
}
