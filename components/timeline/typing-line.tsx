import { useTranslations } from "use-intl";

/** Who is writing at this moment. Keeps its height, so that nothing moves when they stop. */
export function TypingLine({ names }: { names: readonly string[] }) {
  const t = useTranslations("thread");
  return (
    <p className="flex h-5 shrink-0 items-center gap-1.5 px-4 text-faint text-xs split:px-6">
      {names.length > 0 && (
        <>
          <span aria-hidden="true" className="flex gap-0.5">
            {[0, 1, 2].map((dot) => (
              <span
                key={dot}
                className="breathe size-1 rounded-full bg-faint"
                style={{ animationDelay: `${dot * 160}ms` }}
              />
            ))}
          </span>
          <bdi className="truncate">
            {t("typing", { names: names.join(", "), count: names.length })}
          </bdi>
        </>
      )}
    </p>
  );
}
