import { archivedCid } from "@/lib/attachments/core/archived-cid.ts";
import type { MessageItem } from "../timeline/message-actions.ts";

/** CIDs of the files of an own message that may lie in one's own archive. */
export function ownFilesOf({ mine, content }: MessageItem): string[] {
  const said = content.type === "reply" ? content.content : content;
  if (!mine || said.type !== "attachments") return [];
  return said.files.flatMap((file) =>
    file.kind === "remote" ? (archivedCid(file.url) ?? []) : [],
  );
}
