import { useTranslations } from "use-intl";
import { shortAddress } from "@/lib/identity/core/address.ts";
import { shortInboxId } from "@/lib/identity/core/ids.ts";
import { dmInboxId } from "@/lib/messaging/core/records.ts";
import { useName } from "@/lib/react/use-names.ts";
import type { MessageHit } from "@/lib/react/use-search.ts";

/** Who wrote a message that was found, where the conversation's name does not say it. */
export function useWriter({ message, mine, writerAddress }: MessageHit): string | undefined {
  const tCommon = useTranslations("common");
  const isGroup = dmInboxId(message.thread) === undefined;
  const name = useName(isGroup ? writerAddress : undefined);
  if (mine) return tCommon("you");
  if (!isGroup) return undefined;
  if (!writerAddress) return shortInboxId(message.senderInboxId);
  return name?.name ?? shortAddress(writerAddress);
}
