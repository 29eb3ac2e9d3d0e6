import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessageId, MessageRecord, ThreadKey } from "@/lib/messaging/core/records.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import { matchText } from "../core/match.ts";
import { parseQuery, type Query } from "../core/query.ts";
import { searchableText } from "../core/searchable-text.ts";
import { type SnippetPart, snippetOf } from "../core/snippet.ts";
import type { MessageIndex } from "../ports.ts";

/** A message that was looked for, as the store has it now. */
export type MessageHit = {
  message: MessageRecord;
  mine: boolean;
  /** Of who wrote it, when it is known and not oneself. */
  writerAddress?: Address;
  snippet: SnippetPart[];
};

export type FoundHits = {
  /** The best ones first. */
  hits: MessageHit[];
  /** How many there are; of scripts without spaces perhaps a few less. */
  total: number;
};

export type FindParts = {
  index: Pick<MessageIndex, "find">;
  client: Pick<XmtpClient, "inboxId" | "readMessages">;
  nowMs: number;
  addressOf: (inboxId: InboxId) => Address | undefined;
  /** The index has these, and nobody else any more. */
  forget: (messageIds: readonly MessageId[]) => void;
};

/** Enough to fill a page when all but a few are none after all. */
const MOST_ROUNDS = 4;

/**
 * Finds messages in these threads. The index only says where to look: what is shown was read from
 * the store in this moment, so that nothing is shown that was deleted or has disappeared.
 */
export async function findMessages(
  asked: { text: string; threads: readonly ThreadKey[]; limit: number },
  parts: FindParts,
): Promise<FoundHits> {
  const { index, client, nowMs, forget } = parts;
  const { text, threads, limit } = asked;
  const query = parseQuery(text);
  if (!query) return { hits: [], total: 0 };
  let wanted = limit;
  for (let round = 1; ; round++) {
    const { hits: found, total } = await index.find(text, { threads, limit: wanted });
    const records = await client.readMessages(found.map(({ id }) => id));
    const byId = new Map(records.map((record) => [record.id, record]));
    const gone = found.filter(({ id }) => !hasWords(byId.get(id), nowMs)).map(({ id }) => id);
    if (gone.length > 0) forget(gone);
    const hits = records.flatMap((record) => toHit(record, query, parts) ?? []);
    const isEnough = hits.length >= limit || found.length >= total || round === MOST_ROUNDS;
    if (isEnough) {
      const missed = found.length - hits.length;
      return { hits: hits.slice(0, limit), total: Math.max(hits.length, total - missed) };
    }
    wanted *= 4;
  }
}

function hasWords(record: MessageRecord | undefined, nowMs: number): record is MessageRecord {
  return (
    record !== undefined && !isOver(record, nowMs) && searchableText(record.content) !== undefined
  );
}

function isOver({ expiresAtNs }: MessageRecord, nowMs: number): boolean {
  return expiresAtNs !== undefined && Number(expiresAtNs / 1_000_000n) <= nowMs;
}

function toHit(
  message: MessageRecord,
  query: Query,
  { client, nowMs, addressOf }: FindParts,
): MessageHit | undefined {
  const text = isOver(message, nowMs) ? undefined : searchableText(message.content);
  const ranges = text === undefined ? undefined : matchText(text, query);
  if (text === undefined || !ranges) return undefined;
  const mine = message.senderInboxId === client.inboxId;
  const writerAddress = mine ? undefined : addressOf(message.senderInboxId);
  const snippet = snippetOf(text, ranges);
  return { message, mine, ...(writerAddress && { writerAddress }), snippet };
}
