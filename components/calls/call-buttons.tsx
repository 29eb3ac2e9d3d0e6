import { Phone, Video } from "lucide-react";
import { useTranslations } from "use-intl";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { useCalls, useIsCalling } from "@/lib/react/use-calls.ts";
import { IconButton } from "../ui/icon-button.tsx";

/** Begins a call with whom one talks with. */
export function CallButtons({ threadKey }: { threadKey: ThreadKey }) {
  const t = useTranslations("calls");
  const calls = useCalls();
  const isCalling = useIsCalling(calls);
  const off = !calls || isCalling;
  return (
    <>
      <IconButton
        label={t("start.audio")}
        disabled={off}
        onClick={() => void calls?.call(threadKey, "audio")}
        className="disabled:opacity-40"
      >
        <Phone aria-hidden="true" size={18} />
      </IconButton>
      <IconButton
        label={t("start.video")}
        disabled={off}
        onClick={() => void calls?.call(threadKey, "video")}
        className="disabled:opacity-40"
      >
        <Video aria-hidden="true" size={20} />
      </IconButton>
    </>
  );
}
