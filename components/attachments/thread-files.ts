import { fileKey } from "@/lib/attachments/core/attached-file.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { TimelineItem } from "@/lib/messaging/core/view.ts";
import type { PlacedFile } from "@/lib/react/use-files.ts";

/** A file with who sent it, and when. */
export type ThreadFile = PlacedFile & {
  senderInboxId: InboxId;
  mine: boolean;
  sentAtMs: number;
};

/** All files of the messages that are loaded, in their order. */
export function threadFiles(
  items: readonly TimelineItem[],
  isAccepted: boolean,
): readonly ThreadFile[] {
  return items.flatMap((item) => {
    if (item.kind !== "message") return [];
    const { id: messageId, mine, senderInboxId, sentAtMs, content } = item;
    const said = content.type === "reply" ? content.content : content;
    if (said.type !== "attachments") return [];
    return said.files.map((file, index) => ({
      key: fileKey(file, messageId ?? "", index),
      file,
      messageId,
      isTrusted: mine || isAccepted,
      senderInboxId,
      mine,
      sentAtMs,
    }));
  });
}
