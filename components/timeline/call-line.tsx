import { Phone, PhoneMissed, Video } from "lucide-react";
import { useTranslations } from "use-intl";
import { isMissed } from "@/lib/calls/core/call-outcome.ts";
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
export function CallLine({ content: { media, outcome }, item, nameOf }: CallLineProps) {
  const t = useTranslations("calls.row");
  const times = useTimes();
  const { mine, senderInboxId, sentAtMs } = item;
  const isLost = !mine && isMissed(outcome);
  const Icon = isLost ? PhoneMissed : media === "video" ? Video : Phone;
  const name = isolated(nameOf(senderInboxId));
  const lasted = outcome.kind === "answered" ? outcome.durationMs : undefined;
  return (
    <p className="foreign mx-auto flex max-w-[34rem] items-center justify-center gap-1.5 px-4 py-2 text-center text-faint text-xs">
      <Icon aria-hidden="true" size={14} className={isLost ? "shrink-0 text-danger" : "shrink-0"} />
      <span>
        <Sentence text={t(`${mine ? "mine" : "theirs"}.${outcome.kind}`, { name })} />
        {lasted !== undefined && ` · ${clock(lasted)}`}
        {` · ${times.clock(sentAtMs)}`}
      </span>
    </p>
  );
}
