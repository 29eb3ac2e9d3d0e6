import { archivedCid } from "@/lib/attachments/core/archived-cid.ts";
import { filesIn } from "@/lib/messaging/core/records.ts";
import type { MessageItem } from "../timeline/message-actions.ts";

/** A file of an own message that may lie in one's own archive. */
export type OwnFile = { cid: string; contentDigest: string };

export function ownFilesOf({ mine, content }: MessageItem): OwnFile[] {
  if (!mine) return [];
  return filesIn(content).flatMap((file) => {
    const cid = file.kind === "remote" && archivedCid(file.url);
    return cid ? { cid, contentDigest: file.contentDigest } : [];
  });
}
