import { X } from "lucide-react";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import type { Calls, CallsView } from "@/lib/react/use-calls.ts";
import { clock } from "../player/clock.ts";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";

/** So long it is said how a call ended; what went wrong stays until it was read. */
const SAID_FOR_MS = 5_000;

/** How a call ended, or why there is none. */
export function EndNote({ calls, view }: { calls: Calls; view: CallsView }) {
  const t = useTranslations("calls");
  const tErrors = useTranslations("errors");
  const tCommon = useTranslations("common");
  const { call, problem, group, again } = view;
  const how = call.kind === "ended" ? call.how : undefined;
  const ofGroup = group.call.kind === "ended" ? group.call : undefined;
  const durationMs = call.kind === "ended" ? call.durationMs : ofGroup?.durationMs;
  const isGrave =
    (ofGroup !== undefined && ofGroup.how !== "left" && ofGroup.how !== "elsewhere") ||
    problem !== undefined ||
    how === "failed" ||
    how === "lost" ||
    how === "gone";
  useEffect(() => {
    if (isGrave || (how ?? ofGroup) === undefined) return;
    const timer = setTimeout(calls.dismiss, SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [calls, how, ofGroup, isGrave]);
  const tryAgain = ({ thread, media }: NonNullable<CallsView["again"]>) => {
    void calls.call(thread, media);
  };
  const lasted = durationMs !== undefined && (
    <span className="text-faint"> · {clock(durationMs)}</span>
  );
  return (
    <section
      aria-label={t("ended.title")}
      className="appear flex w-full items-start gap-2 rounded-2xl border border-rule bg-raised py-2 pr-2 pl-4 shadow-pop"
    >
      <div role="status" className="flex min-w-0 flex-1 flex-col items-start gap-1 py-2 text-sm">
        {how && (
          <p>
            {t(how === "failed" && view.hasRelay === false ? "ended.no-relay" : `ended.${how}`)}
            {lasted}
          </p>
        )}
        {!how && ofGroup && (
          <p>
            {t(`group.ended.${ofGroup.how}`)}
            {lasted}
          </p>
        )}
        {problem && <p className="text-soft">{tErrors(problem)}</p>}
        {again && (
          <Button size="small" look="secondary" onClick={() => tryAgain(again)}>
            {t("ended.again")}
          </Button>
        )}
      </div>
      <IconButton label={tCommon("close")} onClick={calls.dismiss}>
        <X aria-hidden="true" size={18} />
      </IconButton>
    </section>
  );
}
