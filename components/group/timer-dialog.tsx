"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { ErrorSentence } from "../wallet/error-sentence.tsx";
import { DisappearChoice } from "./disappear-choice.tsx";
import { useGroupTask } from "./use-group-task.ts";

type TimerDialogProps = {
  open: boolean;
  threadKey: ThreadKey;
  disappearAfterMs: number | undefined;
  onClose: () => void;
};

/** How long messages stay in a conversation, and what that promises. */
export function TimerDialog({ open, onClose, ...rest }: TimerDialogProps) {
  const t = useTranslations("group.timer");
  return (
    <Dialog open={open} onClose={onClose} title={t("title")}>
      <TimerForm {...rest} onClose={onClose} />
    </Dialog>
  );
}

function TimerForm({ threadKey, disappearAfterMs, onClose }: Omit<TimerDialogProps, "open">) {
  const t = useTranslations("group.timer");
  const [afterMs, setAfterMs] = useState(disappearAfterMs);
  const task = useGroupTask(threadKey);
  const save = async () => {
    if (await task.change({ kind: "disappearing", afterMs })) onClose();
  };
  return (
    <>
      <p className="text-base text-soft">{t("body")}</p>
      <DisappearChoice value={afterMs} onChange={setAfterMs} />
      <p className="text-faint text-xs">{t("caution")}</p>
      <Button onClick={() => void save()} aria-disabled={task.isBusy}>
        {task.isBusy && <Spinner />}
        {t("save")}
      </Button>
      {task.error && <ErrorSentence error={task.error} />}
    </>
  );
}
