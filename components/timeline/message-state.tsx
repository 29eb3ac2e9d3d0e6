import { Check, CheckCheck, CircleAlert, Clock } from "lucide-react";
import { useTranslations } from "use-intl";
import type { SendState } from "@/lib/messaging/core/view.ts";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";

/** How far an own message has come. Only waiting needs its words on the screen. */
export function MessageState({ state, isRead }: { state: SendState; isRead: boolean }) {
  const t = useTranslations("thread.state");
  switch (state.kind) {
    case "sending":
      return (
        <>
          <Clock aria-hidden="true" size={12} className="breathe" />
          <VisuallyHidden>{t("sending")}</VisuallyHidden>
        </>
      );
    case "waiting":
      return (
        <>
          <Clock aria-hidden="true" size={12} />
          {t("waiting")}
        </>
      );
    case "sent":
      return (
        <>
          {isRead ? (
            <CheckCheck aria-hidden="true" size={14} className="text-accent" />
          ) : (
            <Check aria-hidden="true" size={13} />
          )}
          <VisuallyHidden>{isRead ? t("read") : t("sent")}</VisuallyHidden>
        </>
      );
    case "failed":
      return (
        <span className="flex items-center gap-1 font-semibold text-danger">
          <CircleAlert aria-hidden="true" size={12} />
          {t("failed")}
        </span>
      );
  }
}
