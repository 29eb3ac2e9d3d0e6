import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessageRecord, PlainContent } from "./records.ts";

/** Everybody whom a message speaks of: who wrote it, and whose name it is read with. */
export function peopleIn({ senderInboxId, content, reactions }: MessageRecord): InboxId[] {
  const quoted = content.type === "reply" ? content.to.senderInboxId : undefined;
  const said = content.type === "reply" ? content.content : content;
  return [
    senderInboxId,
    ...(quoted ? [quoted] : []),
    ...peopleOf(said),
    ...(reactions ?? []).flatMap(({ inboxIds }) => inboxIds),
  ];
}

function peopleOf(content: PlainContent): InboxId[] {
  if (content.type !== "group-changed") return [];
  const { by, changes } = content;
  return [by, ...changes.flatMap((change) => ("inboxIds" in change ? change.inboxIds : []))];
}
