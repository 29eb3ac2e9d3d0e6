import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { CallsView } from "@/lib/react/use-calls.ts";
import { clock } from "../player/clock.ts";

const SECOND_MS = 1_000;

/** How far a call has come; how long it lasts, once it does. */
export function CallState({ view: { call, preparing, other } }: { view: CallsView }) {
  const t = useTranslations("calls");
  const sinceMs = call.kind === "connected" ? call.sinceMs : undefined;
  const state = stateOf(call, preparing !== undefined);
  const isMuted = sinceMs !== undefined && !other.hasMicrophone;
  return (
    <p className="text-soft text-sm">
      <span role="status">
        {state !== "idle" && state !== "incoming" && state !== "ended" && t(`state.${state}`)}
        {isMuted && ` · ${t("state.muted")}`}
      </span>
      {sinceMs !== undefined && <Lasted sinceMs={sinceMs} />}
    </p>
  );
}

/** Not in the status: a reader would say every second. */
function Lasted({ sinceMs }: { sinceMs: number }) {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  return <span> · {clock(Math.max(0, nowMs - sinceMs))}</span>;
}

function stateOf(call: CallsView["call"], isPreparing: boolean) {
  if (isPreparing && call.kind === "idle") return "preparing";
  return call.kind === "reconnecting" && call.isAway ? "away" : call.kind;
}
