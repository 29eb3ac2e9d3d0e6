"use client";

import { useTranslations } from "use-intl";
import { useHistory } from "@/lib/react/use-history.ts";
import { Button } from "../ui/button.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { ErrorSentence } from "../wallet/error-sentence.tsx";

/** Asks another device for its messages, and says how far that is. */
export function BringHistory() {
  const t = useTranslations("history.bring");
  const { state, bring } = useHistory();
  const isBusy = state.kind === "asking" || state.kind === "arriving";
  return (
    <>
      <p role="status" className="flex items-center gap-3 empty:hidden">
        {isBusy && <Spinner />}
        {state.kind === "asking" && t("asking")}
        {state.kind === "arriving" && t("arriving", { messages: state.messages })}
        {state.kind === "brought" && t("brought", state)}
        {state.kind === "no-answer" && t("no-answer")}
      </p>
      {state.kind === "failed" && <ErrorSentence error={state.error} />}
      <Button look="secondary" disabled={isBusy} onClick={() => void bring()}>
        {t("action")}
      </Button>
    </>
  );
}
