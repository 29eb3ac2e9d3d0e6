import { Ban, Puzzle } from "lucide-react";
import { useTranslations } from "use-intl";
import type { PlainContent } from "@/lib/messaging/core/records.ts";
import { FormattedText, MessageText } from "./message-text.tsx";

type Unsupported = Extract<PlainContent, { type: "unsupported" }>;

type ContentProps = { content: PlainContent; mine: boolean };

/** What is inside a bubble. */
export function MessageContentView({ content, mine }: ContentProps) {
  switch (content.type) {
    case "text":
      return <MessageText text={content.text} />;
    case "markdown":
      return <FormattedText text={content.text} />;
    case "deleted":
      return <DeletedContent mine={mine} />;
    case "unsupported":
      return <UnsupportedContent content={content} />;
    default:
      return null;
  }
}

/** What was there is gone; that something was, others have seen. */
function DeletedContent({ mine }: { mine: boolean }) {
  const t = useTranslations("thread");
  return (
    <p className="flex items-center gap-1.5 text-faint italic">
      <Ban aria-hidden="true" size={14} className="shrink-0" />
      {mine ? t("deletedMine") : t("deleted")}
    </p>
  );
}

/** The sender's own words for what this version can't show, with the name of its kind. */
function UnsupportedContent({ content }: { content: Unsupported }) {
  const t = useTranslations("thread");
  const explanation = t("unsupported", { type: content.contentType });
  return (
    <div className="flex gap-2">
      <Puzzle aria-hidden="true" size={16} className="mt-0.5 shrink-0 text-faint" />
      <div className="min-w-0">
        {content.fallback && <MessageText text={content.fallback} />}
        <p className="foreign text-faint text-xs">{explanation}</p>
      </div>
    </div>
  );
}
