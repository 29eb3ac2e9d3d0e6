import { Paperclip } from "lucide-react";
import { useTranslations } from "use-intl";
import { isolated, Sentence } from "../ui/isolate.tsx";

/** Lies over a conversation while files are dragged over it, and says whom they would go to. */
export function DropOverlay({ name, isAllowed }: { name: string; isAllowed: boolean }) {
  const t = useTranslations("sending");
  return (
    <div className="appear pointer-events-none absolute inset-0 z-20 flex p-3">
      <div className="flex flex-1 flex-col items-center justify-center gap-3 rounded-2xl border-2 border-accent border-dashed bg-surface/95 p-6 text-center">
        <Paperclip aria-hidden="true" size={28} className="text-accent" />
        {isAllowed ? (
          <>
            <p className="foreign font-semibold text-lg">
              <Sentence text={t("drop.title", { name: isolated(name) })} />
            </p>
            <p className="max-w-80 text-soft">{t("drop.body")}</p>
          </>
        ) : (
          <p className="max-w-80 text-soft">{t("noArchive")}</p>
        )}
      </div>
    </div>
  );
}
