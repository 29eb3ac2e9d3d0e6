import { Phone, PhoneMissed, Video } from "lucide-react";
import { useTranslations } from "use-intl";
import {
  type CallOutcome,
  type GroupCallOutcome,
  isMissed,
} from "@/lib/calls/core/call-outcome.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { PlainContent } from "@/lib/messaging/core/records.ts";
import { clock } from "../player/clock.ts";
import { isolated, Sentence } from "../ui/isolate.tsx";
import { useTimes } from "../ui/use-times.ts";
import type { MessageItem } from "./message-actions.ts";

export type CallLineProps = {
  content: Extract<PlainContent, { type: "call" }>;
  item: Pick<MessageItem, "mine" | "senderInboxId" | "sentAtMs">;
  nameOf: (inboxId: InboxId) => string;
};

/** A call, between what was said: who called, when, and what became of it. */
export function CallLine({ content: { media, outcome, group }, item, nameOf }: CallLineProps) {
  const t = useTranslations("calls.row");
  const groupWords = useGroupWords(nameOf);
  const times = useTimes();
  const { mine, senderInboxId, sentAtMs } = item;
  const isLost = !mine && isMissed(outcome);
  const Icon = isLost ? PhoneMissed : media === "video" ? Video : Phone;
  const name = isolated(nameOf(senderInboxId));
  const lasted = outcome.kind === "answered" && !group ? outcome.durationMs : undefined;
  return (
    <p className="foreign mx-auto flex max-w-[34rem] items-center justify-center gap-1.5 px-4 py-2 text-center text-faint text-xs">
      <Icon aria-hidden="true" size={14} className={isLost ? "shrink-0 text-danger" : "shrink-0"} />
      <span>
        <Sentence
          text={
            group
              ? groupWords(group, outcome, name, mine)
              : t(`${mine ? "mine" : "theirs"}.${outcome.kind}`, { name })
          }
        />
        {lasted !== undefined && ` · ${clock(lasted)}`}
        {` · ${times.clock(sentAtMs)}`}
      </span>
    </p>
  );
}

/** A call of a group, by who was in it and for how long. */
function useGroupWords(nameOf: (inboxId: InboxId) => string) {
  const t = useTranslations("calls.group.row");
  return (
    { people, durationMs }: GroupCallOutcome,
    outcome: CallOutcome,
    name: string,
    isMine: boolean,
  ): string => {
    if (outcome.kind === "open") return t("open", { name });
    if (durationMs === undefined && isMine) return t("alone", { name });
    const named = people.map((inboxId) => isolated(nameOf(inboxId))).join(", ");
    if (outcome.kind === "missed" && !isMine) return t("missed", { people: named });
    return t("over", { minutes: clock(durationMs ?? 0), people: named });
  };
}
