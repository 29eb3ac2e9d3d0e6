import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "use-intl";

type StepsProps = { hasBefore: boolean; hasAfter: boolean; onStep: (by: number) => void };

const CLASS =
  "absolute top-1/2 -mt-6 flex size-12 items-center justify-center rounded-full bg-veil text-on-veil hover:bg-stage disabled:hidden";

/** To the pictures before and after; on a phone a swipe does the same. */
export function Steps({ hasBefore, hasAfter, onStep }: StepsProps) {
  const t = useTranslations("attachments.viewer");
  return (
    <>
      <button
        type="button"
        aria-label={t("previous")}
        title={t("previous")}
        disabled={!hasBefore}
        onClick={() => onStep(-1)}
        className={`${CLASS} left-2`}
      >
        <ChevronLeft aria-hidden="true" size={26} />
      </button>
      <button
        type="button"
        aria-label={t("next")}
        title={t("next")}
        disabled={!hasAfter}
        onClick={() => onStep(1)}
        className={`${CLASS} right-2`}
      >
        <ChevronRight aria-hidden="true" size={26} />
      </button>
    </>
  );
}
