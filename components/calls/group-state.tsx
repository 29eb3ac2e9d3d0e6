import { useTranslations } from "use-intl";
import type { CallsView } from "@/lib/react/use-calls.ts";
import { clock } from "../player/clock.ts";
import { Ticking } from "./call-state.tsx";

/** How many are in it, and for how long this device has been. */
export function GroupState({ view: { group } }: { view: CallsView }) {
  const t = useTranslations("calls");
  const { call, people, preparing } = group;
  const sinceMs = call.kind === "joined" ? call.sinceMs : undefined;
  const others = people.filter(({ kind }) => kind !== "gone").length;
  const wereOthers =
    call.kind === "joined" && (group.rooms.get(call.thread)?.people.length ?? 0) > 1;
  const words = () => {
    if (preparing) return t("state.preparing");
    if (sinceMs === undefined) return t("group.state.entering");
    if (others === 0) return t(`group.state.${wereOthers ? "left-alone" : "alone"}`);
    return t("group.state.in", { count: others + 1 });
  };
  return (
    <p className="text-soft text-sm">
      <span role="status">{words()}</span>
      {sinceMs !== undefined && !preparing && (
        <Ticking>{(nowMs) => clock(Math.max(0, nowMs - sinceMs))}</Ticking>
      )}
    </p>
  );
}
