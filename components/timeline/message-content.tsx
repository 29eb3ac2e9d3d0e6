import { Puzzle } from "lucide-react";
import { useTranslations } from "use-intl";
import type { MessageContent } from "@/lib/messaging/core/records.ts";
import { MessageText } from "./message-text.tsx";

type Unsupported = Extract<MessageContent, { type: "unsupported" }>;

/** What is inside a bubble. */
export function MessageContentView({ content }: { content: MessageContent }) {
  if (content.type === "text") return <MessageText text={content.text} />;
  if (content.type === "unsupported") return <UnsupportedContent content={content} />;
  return null;
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
