import { Phone, Video, X } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Calls, CallsView } from "@/lib/react/use-calls.ts";
import { ThreadMark } from "../avatar/thread-mark.tsx";
import { useTitleOver } from "../ui/page-title.ts";
import { RoundButton } from "./round-button.tsx";
import { useCalled } from "./use-called.ts";
import { usePeople } from "./use-people.ts";

type GroupRingProps = {
  calls: Calls;
  view: CallsView;
  ring: NonNullable<CallsView["group"]["ring"]>;
  /** There is a call already, which ends when this one is joined. */
  isSecond: boolean;
};

/** Somebody began a call in a group: one may come in, now or later, or not. */
export function GroupRing({ calls, view, ring, isSecond }: GroupRingProps) {
  const t = useTranslations("calls");
  const { thread, media, by } = ring;
  const { name, address } = useCalled(thread);
  const who = usePeople(view).nameOf(by);
  const title = t("group.ring", { who, name });
  useTitleOver(title);
  const join = (wanted: "audio" | "video") => void calls.groups.join(thread, wanted);
  return (
    <section
      aria-label={title}
      className="appear flex w-full flex-col gap-3 rounded-2xl border border-rule bg-raised p-4 shadow-pop"
    >
      <div className="flex items-center gap-3">
        <ThreadMark threadKey={thread} address={address} sizePx={40} />
        <div className="min-w-0">
          <p className="foreign truncate font-semibold">{name}</p>
          <p role="alert" className="foreign text-soft text-sm">
            <span className="sr-only">{name}: </span>
            {t(media === "video" ? "group.began-video" : "group.began", { who })}
          </p>
        </div>
      </div>
      {isSecond && <p className="text-soft text-sm">{t("incoming.second")}</p>}
      <div className="flex items-center justify-between">
        <RoundButton label={t("group.notNow")} onClick={calls.groups.notNow}>
          <X aria-hidden="true" size={20} />
        </RoundButton>
        <div className="flex gap-3">
          <RoundButton
            look={media === "video" ? "go" : "plain"}
            label={t("group.join.video")}
            onClick={() => join("video")}
          >
            <Video aria-hidden="true" size={20} />
          </RoundButton>
          <RoundButton
            look={media === "video" ? "plain" : "go"}
            label={t("group.join.audio")}
            onClick={() => join("audio")}
          >
            <Phone aria-hidden="true" size={20} />
          </RoundButton>
        </div>
      </div>
    </section>
  );
}
