import { ParleyError } from "@/lib/errors/base.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessageId } from "@/lib/messaging/core/records.ts";
import { hashOf, type SearchEntry } from "@/lib/search/core/entry.ts";
import { matchText } from "@/lib/search/core/match.ts";
import { parseQuery } from "@/lib/search/core/query.ts";
import type { IndexProgress, MessageIndex, MessageIndexes } from "@/lib/search/ports.ts";

type Kept = { entries: Map<MessageId, SearchEntry>; progress: IndexProgress };

/** Indexes that look at every text: slow, and right. */
export class MemoryIndexes implements MessageIndexes {
  readonly kept = new Map<InboxId, Kept>();
  /** How often one was opened. */
  openings = 0;
  readonly #open = new Set<MessageIndex>();
  #isBroken = false;

  /** Those that are open answer nothing any more, until they are opened anew. */
  breakAll(): void {
    this.#isBroken = true;
  }

  get openCount(): number {
    return this.#open.size;
  }

  async open(inboxId: InboxId, { temporary = false } = {}): Promise<MessageIndex> {
    this.openings++;
    this.#isBroken = false;
    const before = temporary ? undefined : structuredClone(this.kept.get(inboxId));
    const entries = before?.entries ?? new Map<MessageId, SearchEntry>();
    const mustWork = () => {
      if (this.#isBroken) throw new ParleyError("search.failed", "Broken by the test");
    };
    const index: MessageIndex = {
      progress: before?.progress ?? { readUntilMs: {} },
      change: async ({ put = [], remove = [], nowMs = 0 }) => {
        mustWork();
        for (const entry of put) entries.set(entry.id, entry);
        for (const id of remove) entries.delete(id);
        const expiring = [...entries.values()].filter(({ expiresAtMs }) => expiresAtMs);
        for (const { id, expiresAtMs = 0 } of expiring)
          if (expiresAtMs <= nowMs) entries.delete(id);
        const times = expiring.map(({ expiresAtMs = 0 }) => expiresAtMs).filter((at) => at > nowMs);
        return {
          count: entries.size,
          ...(times.length > 0 && { nextOverMs: Math.min(...times) }),
        };
      },
      find: async (text, { threads, limit }) => {
        mustWork();
        const query = parseQuery(text);
        if (!query) return { hits: [], total: 0 };
        const found = [...entries.values()]
          .filter(({ thread }) => !threads || threads.includes(thread))
          .filter((entry) => matchText(entry.text, query))
          .sort((a, b) => compareHits(a, b, text))
          .map(({ text: said, ...rest }) => ({ ...rest, textHash: hashOf(said) }));
        return { hits: found.slice(0, limit), total: found.length };
      },
      listIds: async ({ after, limit }) => {
        mustWork();
        const ids = [...entries.keys()].filter((id) => after === undefined || id > after);
        return ids.sort().slice(0, limit);
      },
      save: async (progress) => {
        mustWork();
        if (!temporary) this.kept.set(inboxId, structuredClone({ entries, progress }));
      },
      close: () => void this.#open.delete(index),
    };
    this.#open.add(index);
    return index;
  }

  async erase(inboxId: InboxId): Promise<void> {
    this.kept.delete(inboxId);
  }
}

function compareHits(a: SearchEntry, b: SearchEntry, typed: string): number {
  return (
    Number(hasWhole(b.text, typed)) - Number(hasWhole(a.text, typed)) ||
    b.sentAtMs - a.sentAtMs ||
    (a.id < b.id ? -1 : 1)
  );
}

/** Whether the last word is there as a whole, not only begun. */
function hasWhole(text: string, typed: string): boolean {
  const last = parseQuery(typed)?.words.at(-1);
  return (
    last !== undefined && matchText(text, { words: [{ ...last, isPrefix: false }] }) !== undefined
  );
}
