"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { useSession } from "@/lib/react/use-session.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";

/** What this device kept can be read; the client to go on with did not open. */
export function RestoreFailed() {
  const t = useTranslations("errors");
  const tCommon = useTranslations("common");
  const { state, retry } = useSession();
  if (state.kind !== "failed" || state.failed.step !== "restoring") return null;
  return (
    <Banner
      tone="danger"
      icon={<TriangleAlert aria-hidden="true" size={16} />}
      actions={
        <Button look="secondary" size="small" onClick={retry}>
          {tCommon("retry")}
        </Button>
      }
    >
      {t(state.error.code)}
    </Banner>
  );
}
