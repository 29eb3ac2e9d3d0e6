"use client";

import { Timer } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useIsTemporary } from "@/lib/react/use-session.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { TemporaryLeaveDialog } from "./temporary-leave-dialog.tsx";

/** Says above everything, as long as it is so, that nothing here outlives the tab. */
export function TemporaryMark() {
  return useIsTemporary() ? <Mark /> : null;
}

function Mark() {
  const t = useTranslations("wallet.temporary");
  const [isLeaving, setLeaving] = useState(false);
  useAskBeforeClosing();
  return (
    <>
      <Banner
        tone="warning"
        icon={<Timer aria-hidden="true" size={16} />}
        actions={
          <Button look="secondary" size="small" onClick={() => setLeaving(true)}>
            {t("end")}
          </Button>
        }
      >
        {t("mark")}
      </Banner>
      <TemporaryLeaveDialog open={isLeaving} onClose={() => setLeaving(false)} />
    </>
  );
}

/** A reload by habit would take everything with it, and leave a device behind that nobody uses. */
function useAskBeforeClosing(): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, []);
}
