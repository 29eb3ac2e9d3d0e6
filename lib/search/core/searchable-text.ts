import type { MessageContent } from "@/lib/messaging/core/records.ts";

/** The words in a message that people wrote; undefined when there are none to look for. */
export function searchableText(content: MessageContent): string | undefined {
  switch (content.type) {
    case "text":
    case "markdown":
      return content.text;
    case "reply":
      return searchableText(content.content);
    case "unsupported":
      return content.fallback;
    case "transaction":
      return content.transaction.reference;
    case "wallet-calls":
    case "group-changed":
    case "deleted":
      return undefined;
  }
}
