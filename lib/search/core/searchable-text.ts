import { plainName } from "@/lib/attachments/core/file-name.ts";
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
    case "attachments": {
      const names = content.files.flatMap(({ fileName }) => plainName(fileName) ?? []);
      return names.length > 0 ? names.join("\n") : undefined;
    }
    case "transaction":
      return content.transaction.reference;
    case "wallet-calls": {
      const said = content.request.calls.flatMap(({ metadata }) => metadata?.description ?? []);
      return said.length > 0 ? said.join("\n") : undefined;
    }
    case "group-changed":
    case "call":
    case "deleted":
      return undefined;
  }
}
