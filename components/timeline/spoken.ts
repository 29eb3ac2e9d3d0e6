import type { useTranslations } from "use-intl";
import type { MessageContent, PlainContent } from "@/lib/messaging/core/records.ts";

/** The part of a translator that this needs. */
type ThreadWords = ReturnType<typeof useTranslations<"thread">>;

/** What a message says, in words alone: for copying, for previews read aloud. */
export function contentText(content: MessageContent, t: ThreadWords): string {
  return content.type === "reply" ? plainText(content.content, t) : plainText(content, t);
}

function plainText(content: PlainContent, t: ThreadWords): string {
  switch (content.type) {
    case "text":
    case "markdown":
      return content.text;
    case "group-changed":
      return t("group");
    case "deleted":
      return t("deleted");
    case "transaction":
      return t("transaction", { reference: content.transaction.reference });
    case "wallet-calls":
      return t("walletCalls", { count: content.request.calls.length });
    case "shipment":
      return t("files", { count: content.files.length });
    case "unsupported":
      return content.fallback ?? t("unsupported", { type: content.contentType });
  }
}
