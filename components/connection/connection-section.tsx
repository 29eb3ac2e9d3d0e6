"use client";

import { useTranslations } from "use-intl";
import { useConnectionTest } from "@/lib/react/use-connection-test.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { ConnectionFindings } from "./connection-findings.tsx";
import { OutlookNote } from "./outlook-note.tsx";

/** What calls from this network come to, found out when somebody wants to know. */
export function ConnectionSection() {
  const t = useTranslations("settings.connection");
  const tErrors = useTranslations("errors");
  const { state, run } = useConnectionTest();
  const isTesting = state.kind === "testing";
  return (
    <>
      <Card title={t("title")} body={t("body")}>
        <Button
          look={state.kind === "done" ? "secondary" : "primary"}
          aria-disabled={isTesting || !run}
          onClick={run}
        >
          {isTesting && <Spinner />}
          {t(isTesting ? "testing" : state.kind === "idle" ? "start" : "again")}
        </Button>
        <div role="status" className="w-full empty:hidden">
          {state.kind === "done" && <OutlookNote report={state.report} />}
          {state.kind === "failed" && tErrors(state.code)}
        </div>
      </Card>
      {state.kind === "done" && <ConnectionFindings report={state.report} />}
    </>
  );
}
