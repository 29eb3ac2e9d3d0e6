import type { useTranslations } from "use-intl";
import type { MessageContent } from "@/lib/messaging/core/records.ts";

/** The part of a translator that this needs. */
type ThreadWords = ReturnType<typeof useTranslations<"thread">>;

/** What a message says, in words alone: for copying, for previews read aloud. */
export function contentText(content: MessageContent, t: ThreadWords): string {
  switch (content.type) {
    case "text":
      return content.text;
    case "members-changed":
      return membersText(content, t);
    case "unsupported":
      return content.fallback ?? t("unsupported", { type: content.contentType });
  }
}

function membersText(
  { added, removed }: Extract<MessageContent, { type: "members-changed" }>,
  t: ThreadWords,
): string {
  if (added.length > 0 && removed.length === 0) return t("members.added", { count: added.length });
  if (removed.length > 0 && added.length === 0)
    return t("members.removed", { count: removed.length });
  return t("members.changed");
}
