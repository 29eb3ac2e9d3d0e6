"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { InboxUseBinding } from "@/lib/react/use-inbox-use.ts";
import { Button } from "../ui/button.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { ErrorSentence } from "../wallet/error-sentence.tsx";

type Ready = Extract<InboxUseBinding, { status: "ready" }>;
type InboxUseGateProps = { inbox: InboxUseBinding; children: (ready: Ready) => ReactNode };

/** Shows what needs the network's word once it is there, and says so while it is not. */
export function InboxUseGate({ inbox, children }: InboxUseGateProps) {
  const t = useTranslations("settings");
  const tCommon = useTranslations("common");
  if (inbox.status === "ready") return children(inbox);
  if (inbox.status === "loading") {
    return (
      <p role="status" className="flex items-center gap-3 text-soft">
        <Spinner />
        {t("loading")}
      </p>
    );
  }
  return (
    <div className="flex flex-col items-start gap-3">
      <ErrorSentence error={inbox.error} />
      <p className="text-soft">{t("offline")}</p>
      <Button look="secondary" onClick={inbox.reload}>
        {tCommon("retry")}
      </Button>
    </div>
  );
}
