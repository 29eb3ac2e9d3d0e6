"use client";

import { CloudOff } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { Connection } from "@/lib/messaging/core/view.ts";
import { Banner } from "../ui/banner.tsx";

const SECOND_MS = 1_000;

/** Says that the network is out of reach, and when it is tried again. Nothing is blocked by it. */
export function ConnectionBanner({ connection }: { connection: Connection }) {
  const t = useTranslations("common");
  if (connection.kind !== "unreachable") return null;
  return (
    <Banner tone="warning" icon={<CloudOff aria-hidden="true" size={16} />}>
      {t("unreachable")} <NextTry atMs={connection.retryAtMs} />
    </Banner>
  );
}

function NextTry({ atMs }: { atMs: number }) {
  const t = useTranslations("common");
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((atMs - nowMs) / SECOND_MS));
  // Not for screen readers: they would count the seconds aloud.
  return (
    <span aria-hidden="true" className="text-soft">
      {t("nextTry", { seconds })}
    </span>
  );
}
