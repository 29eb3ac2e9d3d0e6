import { useMemo } from "react";
import { fileKey } from "@/lib/attachments/core/attached-file.ts";
import type { AttachedFile } from "@/lib/attachments/core/attachment.ts";
import type { MessageId } from "@/lib/messaging/core/records.ts";
import type { PlacedFile } from "@/lib/react/use-files.ts";
import { useCardPlace } from "../timeline/card-place.ts";

/** The files of a message where it stands: of strangers nothing is asked for by itself. */
export function usePlacedFiles(
  files: readonly AttachedFile[],
  { mine, messageId }: { mine: boolean; messageId: MessageId | undefined },
): readonly PlacedFile[] {
  const place = useCardPlace();
  const isTrusted = mine || place?.isAccepted === true;
  return useMemo(
    () =>
      files.map((file, index) => ({
        key: fileKey(file, messageId ?? "", index),
        file,
        messageId,
        isTrusted,
      })),
    [files, messageId, isTrusted],
  );
}
