import type { useTranslations } from "use-intl";
import type { AttachedFile } from "@/lib/attachments/core/attachment.ts";
import { commonKind } from "@/lib/attachments/core/file-kind.ts";
import { plainName } from "@/lib/attachments/core/file-name.ts";
import { isMissed } from "@/lib/calls/core/call-outcome.ts";
import type { MessageContent, PlainContent } from "@/lib/messaging/core/records.ts";

/** The part of a translator that this needs. */
type ThreadWords = ReturnType<typeof useTranslations<"thread">>;

/** What a message says, in words alone: for copying, for previews read aloud. */
export function contentText(content: MessageContent, t: ThreadWords): string {
  return content.type === "reply" ? plainText(content.content, t) : plainText(content, t);
}

/** What files are in one line: `Photo`, `3 files`, or what a single document is called. */
export function fileWords(files: readonly AttachedFile[], t: ThreadWords): string {
  const kind = commonKind(files) ?? "document";
  const [only] = files;
  const name = files.length === 1 && kind === "document" ? plainName(only?.fileName) : undefined;
  return name ?? t(`files.${kind}`, { count: files.length });
}

/** The same with all names: to be copied and read aloud. */
function namedFiles(files: readonly AttachedFile[], t: ThreadWords): string {
  const names = files.flatMap(({ fileName }) => plainName(fileName) ?? []);
  const what = t(`files.${commonKind(files) ?? "document"}`, { count: files.length });
  return names.length === 0 ? what : t("files.named", { what, names: names.join(", ") });
}

function plainText(content: PlainContent, t: ThreadWords): string {
  switch (content.type) {
    case "text":
    case "markdown":
      return content.text;
    case "group-changed":
      return t("group");
    case "call":
      return t(isMissed(content.outcome) ? "missedCall" : "call");
    case "deleted":
      return t("deleted");
    case "transaction":
      return t("transaction", { reference: content.transaction.reference });
    case "wallet-calls":
      return t("walletCalls", { count: content.request.calls.length });
    case "attachments":
    case "shipment":
      return namedFiles(content.files, t);
    case "unsupported":
      return content.fallback ?? t("unsupported", { type: content.contentType });
  }
}
