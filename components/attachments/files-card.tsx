import type { AttachedFile } from "@/lib/attachments/core/attachment.ts";
import { fileKind } from "@/lib/attachments/core/file-kind.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessageId } from "@/lib/messaging/core/records.ts";
import { DocumentRow } from "./document-row.tsx";
import { MediaAlbum } from "./media-album.tsx";
import { isSeen } from "./media-layout.ts";
import { SoundRow } from "./sound-row.tsx";
import { usePlacedFiles } from "./use-placed-files.ts";

type FilesCardProps = {
  files: readonly AttachedFile[];
  mine: boolean;
  messageId: MessageId | undefined;
  senderInboxId: InboxId;
};

/** The files of a message: pictures and videos together, then what is heard, read or saved. */
export function FilesCard({ files, mine, messageId, senderInboxId }: FilesCardProps) {
  const placed = usePlacedFiles(files, { mine, messageId, senderInboxId });
  const seen = placed.filter(({ file }) => isSeen(file));
  const others = placed.filter(({ file }) => !isSeen(file));
  return (
    <div className="flex flex-col gap-1.5 py-0.5">
      {seen.length > 0 && <MediaAlbum files={seen} />}
      {others.map((each) =>
        fileKind(each.file) === "document" ? (
          <DocumentRow key={each.key} placed={each} mine={mine} />
        ) : (
          <SoundRow key={each.key} placed={each} mine={mine} />
        ),
      )}
    </div>
  );
}
