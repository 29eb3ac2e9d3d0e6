import { Phone, Video } from "lucide-react";
import { useTranslations } from "use-intl";
import { dmInboxId } from "@/lib/messaging/core/records.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { useCalls, useCallsView, useIsCalling } from "@/lib/react/use-calls.ts";
import { IconButton } from "../ui/icon-button.tsx";

/** Begins a call with whom one talks with. */
export function CallButtons({ threadKey }: { threadKey: ThreadKey }) {
  const t = useTranslations("calls");
  const calls = useCalls();
  const isCalling = useIsCalling(calls);
  const { rooms } = useCallsView(calls).group;
  // Where there is a call, one comes into that: the bar above the conversation has the way.
  const off = !calls || isCalling || rooms.has(threadKey);
  const begin = (media: "audio" | "video") =>
    void (dmInboxId(threadKey)
      ? calls?.call(threadKey, media)
      : calls?.groups.join(threadKey, media));
  return (
    <>
      <IconButton
        label={t("start.audio")}
        disabled={off}
        onClick={() => begin("audio")}
        className="disabled:opacity-40"
      >
        <Phone aria-hidden="true" size={18} />
      </IconButton>
      <IconButton
        label={t("start.video")}
        disabled={off}
        onClick={() => begin("video")}
        className="disabled:opacity-40"
      >
        <Video aria-hidden="true" size={20} />
      </IconButton>
    </>
  );
}
