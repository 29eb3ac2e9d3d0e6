import { createStore } from "zustand/vanilla";
import { ParleyError } from "@/lib/errors/base.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { MessageId } from "@/lib/messaging/core/records.ts";
import type { InboxRow } from "@/lib/messaging/core/view.ts";
import { matchText } from "@/lib/search/core/match.ts";
import { parseQuery } from "@/lib/search/core/query.ts";
import { snippetOf } from "@/lib/search/core/snippet.ts";
import type { MessageHit } from "@/lib/search/flow/find-messages.ts";
import type { Search, SearchState, SearchView } from "@/lib/search/flow/search.ts";

const SAID = [
  "Are we still meeting at the harbour on Friday?",
  "Will do. Here is the tide table for the harbour: https://tides.example.org/harbour?day=fri",
  "¿Vienes mañana al puerto? Desde la estación son diez minutos andando, y a esa hora no hay nadie.",
  `${"We talked about this and that and about the weather. ".repeat(6)}Then the harbour came up, ${"and much else that evening. ".repeat(9)}`,
  "明日は港で会いましょう。東京タワーも見たいですね",
  "شكراً جزيلاً، نلتقي يوم الجمعة في الميناء 18:30",
  "harbour",
  "The harbour master says that the lock opens at six, and that we should be there by half past five at the latest",
];

const STATES: Record<string, SearchState> = {
  waiting: { kind: "waiting" },
  reading: { kind: "reading", done: 12_300, total: 100_000 },
  new: { kind: "reading", done: 0, total: 0 },
  failed: { kind: "failed", error: new ParleyError("search.failed", "For the gallery") },
};

/** A search that finds a few fixed messages, with its index in the state of that name. */
export function gallerySearch(rows: readonly InboxRow[], stateName: string, nowMs: number): Search {
  const state = STATES[stateName] ?? { kind: "ready" };
  const store = createStore<SearchView>(() => ({ state, revision: 0 }));
  const nothing = () => undefined;
  return {
    store,
    attach: nothing,
    detach: nothing,
    prepare: nothing,
    retry: nothing,
    find: async ({ text, limit }) => {
      const query = parseQuery(text);
      if (!query || state.kind === "waiting" || state.kind === "failed") {
        return { hits: [], total: 0 };
      }
      const hits = SAID.flatMap((said, index): MessageHit[] => {
        const ranges = matchText(said, query);
        const row = rows[index];
        if (!ranges || !row) return [];
        const message = {
          id: `found ${index}` as MessageId,
          thread: row.key,
          senderInboxId: "b".repeat(64) as InboxId,
          sentAtNs: BigInt(nowMs - index * index * 9e7) * 1_000_000n,
          content: { type: "text" as const, text: said },
          delivery: "published" as const,
        };
        return [{ message, mine: index % 3 === 1, snippet: snippetOf(said, ranges) }];
      });
      return { hits: hits.slice(0, limit), total: hits.length > 3 ? 1_234 : hits.length };
    },
  };
}
