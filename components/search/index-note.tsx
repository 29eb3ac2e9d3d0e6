import { useLocale, useTranslations } from "use-intl";
import type { SearchBinding } from "@/lib/react/use-search.ts";
import { Button } from "../ui/button.tsx";

/** How far the index is, while it is not yet at its end; and that it failed. */
export function IndexNote({
  state,
  error,
  retry,
}: Pick<SearchBinding, "state" | "error" | "retry">) {
  const t = useTranslations("search");
  const tCommon = useTranslations("common");
  const tErrors = useTranslations("errors");
  const locale = useLocale();
  if (error) {
    return (
      <div className="flex flex-col items-start gap-2 px-4.5 py-2 text-sm">
        <p className="text-danger">{tErrors(error.code)}</p>
        <Button look="secondary" size="small" onClick={retry}>
          {tCommon("retry")}
        </Button>
      </div>
    );
  }
  if (state.kind === "waiting") return <Note>{t("opening")}</Note>;
  if (state.kind !== "reading") return null;
  const { done, total } = state;
  if (total === 0) return <Note>{t("readingNew")}</Note>;
  const number = (count: number) => count.toLocaleString(locale);
  return (
    <Note>
      {t("reading", { done: number(done), total: number(total) })}
      <progress
        aria-label={t("readingNew")}
        value={done}
        max={total}
        className="mt-1 block h-1 w-full appearance-none overflow-hidden rounded-full bg-rule [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-rule [&::-webkit-progress-value]:bg-accent"
      />
    </Note>
  );
}

function Note({ children }: { children: React.ReactNode }) {
  return <div className="px-4.5 py-2 text-faint text-xs">{children}</div>;
}
