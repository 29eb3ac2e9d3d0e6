"use client";

import { useEffect } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useServerAccess } from "@/lib/react/use-server-access.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { useTask } from "../ui/use-task.ts";
import { ErrorSentence } from "../wallet/error-sentence.tsx";

/** What the app's own server knows of who is here, and the way to change that. */
export function ServerCard() {
  const t = useTranslations("settings.privacy.server");
  const format = useFormatter();
  const { state, open, close, look } = useServerAccess();
  const task = useTask<unknown>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks once, when it is shown
  useEffect(() => void task.run(look), []);
  const isOpen = state.kind === "open";
  return (
    <Card title={t("title")} body={t("body")}>
      <p role="status">
        {state.kind === "none" && t("none")}
        {isOpen &&
          t("open", {
            time: format.dateTime(new Date(state.session.expiresAt), { timeStyle: "short" }),
          })}
      </p>
      <p className="text-soft text-sm">{t("sees")}</p>
      {task.error && <ErrorSentence error={task.error} />}
      <Button
        look="secondary"
        disabled={task.isBusy}
        onClick={() => void task.run(isOpen ? close : open)}
      >
        {task.isBusy && <Spinner />}
        {isOpen ? t("signOut") : t("signIn")}
      </Button>
    </Card>
  );
}
