import { useTranslations } from "use-intl";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { QuotedMessage } from "@/lib/messaging/core/records.ts";
import { contentText } from "./spoken.ts";

/** More of a quoted text is not looked at. */
const MAX_LENGTH = 240;

type QuoteProps = {
  to: QuotedMessage;
  nameOf: (inboxId: InboxId) => string;
  /** Left out where there is nowhere to go. */
  onShow?: (() => void) | undefined;
  isActive?: boolean;
};

/** What a reply stands on, in two lines; a press goes there. */
export function Quote({ to, nameOf, onShow, isActive = false }: QuoteProps) {
  const t = useTranslations("thread");
  const name = to.senderInboxId && nameOf(to.senderInboxId);
  const text = to.content ? contentText(to.content, t).slice(0, MAX_LENGTH) : t("quote.notHere");
  const body = (
    <>
      <span className="block truncate font-semibold text-accent text-xs">
        <bdi>{name ?? t("quote.earlier")}</bdi>
      </span>
      <span className="line-clamp-2 text-soft text-sm">
        <bdi>{text}</bdi>
      </span>
    </>
  );
  const className =
    "foreign mb-1 block w-full rounded-md border-accent border-l-3 bg-accent/8 py-1 pr-2 pl-2 text-left";
  if (!onShow || !to.content) return <div className={className}>{body}</div>;
  return (
    <button
      type="button"
      tabIndex={isActive ? 0 : -1}
      title={t("quote.show")}
      onClick={onShow}
      className={`${className} hover:bg-accent/14`}
    >
      {body}
    </button>
  );
}
