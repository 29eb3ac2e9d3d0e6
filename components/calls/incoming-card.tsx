import { Phone, PhoneOff, Video } from "lucide-react";
import { useTranslations } from "use-intl";
import { ThreadMark } from "../avatar/thread-mark.tsx";
import { useTitleOver } from "../ui/page-title.ts";
import { RoundButton } from "./round-button.tsx";
import type { Called } from "./use-called.ts";

type IncomingCardProps = {
  called: Called;
  media: "audio" | "video";
  /** There is a call already, which ends when this one is taken. */
  isSecond?: boolean;
  onAccept: (media: "audio" | "video") => void;
  onDecline: () => void;
};

/** Somebody calls. */
export function IncomingCard({ called, media, isSecond, onAccept, onDecline }: IncomingCardProps) {
  const t = useTranslations("calls");
  const { name, threadKey, address } = called;
  const title = t(`incoming.${media}`, { name });
  useTitleOver(title);
  return (
    <section
      aria-label={title}
      className="appear flex w-full flex-col gap-3 rounded-2xl border border-rule bg-raised p-4 shadow-pop"
    >
      <div className="flex items-center gap-3">
        <ThreadMark threadKey={threadKey} address={address} sizePx={40} />
        <div className="min-w-0">
          <p className="foreign truncate font-semibold">{name}</p>
          <p role="alert" className="text-soft text-sm">
            <span className="sr-only">{name} </span>
            {t(`incoming.wants.${media}`)}
          </p>
        </div>
      </div>
      {isSecond && <p className="text-soft text-sm">{t("incoming.second")}</p>}
      <div className="flex items-center justify-between">
        <RoundButton look="stop" label={t("decline")} onClick={onDecline}>
          <PhoneOff aria-hidden="true" size={20} />
        </RoundButton>
        <div className="flex gap-3">
          {media === "video" && (
            <RoundButton look="go" label={t("accept.video")} onClick={() => onAccept("video")}>
              <Video aria-hidden="true" size={20} />
            </RoundButton>
          )}
          <RoundButton
            look={media === "video" ? "plain" : "go"}
            label={t("accept.audio")}
            onClick={() => onAccept("audio")}
          >
            <Phone aria-hidden="true" size={20} />
          </RoundButton>
        </div>
      </div>
    </section>
  );
}
