import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { CallsView } from "@/lib/react/use-calls.ts";
import { clock } from "../player/clock.ts";

const SECOND_MS = 1_000;

/** How far a call has come; how long it lasts, once it does, and how long whoever went away is waited for. */
export function CallState({
  view: { call, preparing, other },
  name,
}: {
  view: CallsView;
  name: string;
}) {
  const t = useTranslations("calls.state");
  const state = stateOf(call, preparing !== undefined);
  const isMuted = call.kind === "connected" && !other.hasMicrophone;
  return (
    <p className="text-soft text-sm">
      <span role="status">
        {state !== "idle" && state !== "incoming" && state !== "ended" && t(state, { name })}
        {isMuted && ` · ${t("muted")}`}
      </span>
      {call.kind === "connected" && (
        <Ticking>{(nowMs) => clock(Math.max(0, nowMs - call.sinceMs))}</Ticking>
      )}
      {state === "away" && call.kind === "reconnecting" && (
        <Ticking>{(nowMs) => clock(Math.max(0, call.endsAtMs + SECOND_MS - nowMs))}</Ticking>
      )}
    </p>
  );
}

/** Not in the status: a reader would say every second. */
export function Ticking({ children: tell }: { children: (nowMs: number) => string }) {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  return <span> · {tell(nowMs)}</span>;
}

function stateOf(call: CallsView["call"], isPreparing: boolean) {
  if (isPreparing && call.kind === "idle") return "preparing";
  return call.kind === "reconnecting" && call.isAway ? "away" : call.kind;
}
