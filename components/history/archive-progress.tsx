import { useTranslations } from "use-intl";
import { ProgressBar } from "../ui/progress-bar.tsx";

type ArchiveProgressProps = { words: string; share: number };

/** How far an archive is. It goes on wherever one goes, as long as the tab is open. */
export function ArchiveProgress({ words, share }: ArchiveProgressProps) {
  const t = useTranslations("history");
  return (
    <div className="flex w-full flex-col gap-2">
      <p role="status">{words}</p>
      <ProgressBar label={words} share={share} />
      <p className="text-faint text-xs">{t("goesOn", { percent: Math.floor(share * 100) })}</p>
    </div>
  );
}
