import { useMemo } from "react";
import { fileKey } from "@/lib/attachments/core/attached-file.ts";
import type { AttachedFile } from "@/lib/attachments/core/attachment.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessageId } from "@/lib/messaging/core/records.ts";
import type { PlacedFile } from "@/lib/react/use-files.ts";
import { useRegard } from "@/lib/react/use-regard.ts";
import { useCardPlace } from "../timeline/card-place.ts";
import { isTrusted } from "./trust.ts";

type Sent = { mine: boolean; messageId: MessageId | undefined; senderInboxId: InboxId };

/** The files of a message where it stands: of strangers nothing is asked for by itself. */
export function usePlacedFiles(
  files: readonly AttachedFile[],
  { mine, messageId, senderInboxId }: Sent,
): readonly PlacedFile[] {
  const place = useCardPlace();
  const regard = useRegard(senderInboxId);
  const trusted = isTrusted(place, { mine, regard });
  return useMemo(
    () =>
      files.map((file, index) => ({
        key: fileKey(file, messageId ?? "", index),
        file,
        messageId,
        index,
        isTrusted: trusted,
      })),
    [files, messageId, trusted],
  );
}
