import { X } from "lucide-react";
import { useTranslations } from "use-intl";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { QuotedMessage } from "@/lib/messaging/core/records.ts";
import { Quote } from "../timeline/quote.tsx";
import { IconButton } from "../ui/icon-button.tsx";

type ReplyBarProps = {
  to: QuotedMessage;
  nameOf: (inboxId: InboxId) => string;
  onCancel: () => void;
};

/** What the message that is being written answers. */
export function ReplyBar({ to, nameOf, onCancel }: ReplyBarProps) {
  const t = useTranslations("composer");
  return (
    <section aria-label={t("replying")} className="flex items-start gap-1 pb-1">
      <div className="min-w-0 flex-1">
        <Quote to={to} nameOf={nameOf} />
      </div>
      <IconButton label={t("cancelReply")} onClick={onCancel} className="size-9">
        <X aria-hidden="true" size={18} />
      </IconButton>
    </section>
  );
}
