import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { Pending } from "./outbox.ts";
import { isWritten, type MessageContent } from "./records.ts";
import type { TimelineEntry } from "./timeline-layout.ts";

/**
 * The entries of a thread with those of the own messages that have not left; those before
 * `firstPlaced` are `settled` ones at their place.
 *
 * What is on its way stands at the end, where it will arrive, so that nothing jumps when the
 * network gives it its time. What failed stays where it was written.
 */
export function withPendingEntries(
  settled: readonly TimelineEntry[],
  pending: readonly Pending[],
  { ownInboxId }: { ownInboxId: InboxId },
): { entries: readonly TimelineEntry[]; firstPlaced: number } {
  const written = withoutSettled(pending, settled)
    .filter(isRow)
    .map((outgoing) => toPendingEntry(outgoing, ownInboxId));
  if (written.length === 0) return { entries: settled, firstPlaced: settled.length };
  const entries = settled.slice();
  let firstPlaced = settled.length;
  for (const failed of written.filter(({ state }) => state.kind === "failed")) {
    const index = entries.findLastIndex(({ sentAtMs }) => sentAtMs <= failed.sentAtMs) + 1;
    entries.splice(index, 0, failed);
    firstPlaced = Math.min(firstPlaced, index);
  }
  entries.push(...written.filter(({ state }) => state.kind !== "failed"));
  return { entries, firstPlaced };
}

/** An own message is settled before it is taken off what is pending: it is one row all the same. */
function withoutSettled(
  pending: readonly Pending[],
  settled: readonly TimelineEntry[],
): readonly Pending[] {
  if (pending.length === 0) return pending;
  const keys = new Set(pending.map(({ key }) => key));
  const shown = new Set(settled.map(({ key }) => key).filter((key) => keys.has(key)));
  return pending.filter(({ key }) => !shown.has(key));
}

type PendingRow = Pending & { content: MessageContent };

function isRow(outgoing: Pending): outgoing is PendingRow {
  return isWritten(outgoing.content);
}

function toPendingEntry(outgoing: PendingRow, ownInboxId: InboxId): TimelineEntry {
  const { key, messageId, content, writtenAtMs, state } = outgoing;
  return {
    key,
    ...(messageId && { id: messageId }),
    senderInboxId: ownInboxId,
    content,
    sentAtMs: writtenAtMs,
    state,
  };
}
