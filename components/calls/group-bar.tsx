import { Phone, Video } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { type Calls, type CallsView, useIsCalling } from "@/lib/react/use-calls.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { isolated, Sentence } from "../ui/isolate.tsx";
import { usePeople } from "./use-people.ts";

type GroupBarProps = { calls: Calls; view: CallsView; threadKey: ThreadKey };
type Media = "audio" | "video";

/** As many as can be in one call: each sends to each. */
const FULL = 4;

/** There is a call in this conversation: who is in it, and the way in. */
export function GroupBar({ calls, view, threadKey }: GroupBarProps) {
  const t = useTranslations("calls.group");
  const { nameOf } = usePeople(view);
  const isCalling = useIsCalling(calls);
  const [asked, setAsked] = useState<Media>();
  const room = view.group.rooms.get(threadKey);
  if (!room) return null;
  const { call, preparing } = view.group;
  const isHere = preparing?.thread === threadKey || ("party" in call && call.thread === threadKey);
  const names = room.members.map(({ inboxId }) => isolated(nameOf(inboxId))).join(", ");
  const isFull = room.members.length >= FULL;
  const join = (media: Media) => {
    setAsked(undefined);
    void calls.groups.join(threadKey, media);
  };
  const want = (media: Media) => (isCalling ? setAsked(media) : join(media));
  return (
    <section
      aria-label={t("open", { count: room.members.length })}
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-rule border-b bg-raised px-4 py-2"
    >
      <div className="min-w-0">
        <p className="font-semibold text-sm">{t("open", { count: room.members.length })}</p>
        <p className="foreign truncate text-faint text-xs">
          <Sentence text={names} />
        </p>
      </div>
      {isHere ? (
        <p className="text-soft text-sm">{t("isIn")}</p>
      ) : isFull ? (
        <p className="text-soft text-sm">{t("full")}</p>
      ) : (
        <div className="flex gap-2">
          <Button size="small" aria-label={t("join.audio")} onClick={() => want("audio")}>
            <Phone aria-hidden="true" size={16} />
            {t("join.label")}
          </Button>
          <Button
            size="small"
            look="secondary"
            aria-label={t("join.video")}
            title={t("join.video")}
            onClick={() => want("video")}
          >
            <Video aria-hidden="true" size={16} />
          </Button>
        </div>
      )}
      <Dialog
        open={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={t("instead.title")}
      >
        <p className="text-base text-soft">{t("instead.body")}</p>
        <Button onClick={() => asked && join(asked)}>{t("instead.yes")}</Button>
      </Dialog>
    </section>
  );
}
