import { fileKey } from "@/lib/attachments/core/attached-file.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { filesIn } from "@/lib/messaging/core/records.ts";
import type { TimelineItem } from "@/lib/messaging/core/view.ts";
import type { PlacedFile } from "@/lib/react/use-files.ts";
import type { Regard } from "@/lib/react/use-regard.ts";
import type { CardPlace } from "../timeline/card-place.ts";
import { isTrusted } from "./trust.ts";

/** A file with who sent it, and when. */
export type ThreadFile = PlacedFile & {
  senderInboxId: InboxId;
  mine: boolean;
  sentAtMs: number;
};

/** All files of the messages that are loaded, in their order. */
export function threadFiles(
  items: readonly TimelineItem[],
  place: CardPlace,
  regardOf: (inboxId: InboxId) => Regard,
): readonly ThreadFile[] {
  return items.flatMap((item) => {
    if (item.kind !== "message") return [];
    const { id: messageId, mine, senderInboxId, sentAtMs, content } = item;
    const trusted = isTrusted(place, { mine, regard: regardOf(senderInboxId) });
    return filesIn(content).map((file, index) => ({
      key: fileKey(file, messageId ?? "", index),
      file,
      messageId,
      index,
      isTrusted: trusted,
      senderInboxId,
      mine,
      sentAtMs,
    }));
  });
}
