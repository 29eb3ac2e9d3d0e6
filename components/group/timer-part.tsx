"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { DetailsPart } from "../shell/details-part.tsx";
import { Button } from "../ui/button.tsx";
import { useChunk } from "../ui/chunk.ts";
import { useDurationWords } from "../ui/use-duration.ts";
import { timerChunk } from "./lazy-dialogs.ts";

type TimerPartProps = {
  threadKey: ThreadKey;
  disappearAfterMs: number | undefined;
  mayChange: boolean;
};

/** In the details: how long messages stay. */
export function TimerPart({ threadKey, disappearAfterMs, mayChange }: TimerPartProps) {
  const t = useTranslations("group.details");
  const words = useDurationWords();
  const [isOpen, setIsOpen] = useState(false);
  const TimerDialog = useChunk(timerChunk);
  useEffect(() => {
    if (mayChange) timerChunk.load();
  }, [mayChange]);
  const isOn = disappearAfterMs !== undefined;
  return (
    <DetailsPart title={t("disappearing")}>
      <p className="text-sm">
        {isOn ? t("disappears", { duration: words(disappearAfterMs) }) : t("stays")}
      </p>
      {mayChange && (
        <Button
          look="secondary"
          size="small"
          className="self-start"
          onClick={() => setIsOpen(true)}
        >
          {t(isOn ? "edit" : "setTimer")}
        </Button>
      )}
      {TimerDialog && (
        <TimerDialog
          open={isOpen}
          threadKey={threadKey}
          disappearAfterMs={disappearAfterMs}
          onClose={() => setIsOpen(false)}
        />
      )}
    </DetailsPart>
  );
}
