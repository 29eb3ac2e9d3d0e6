import { useStore } from "zustand";
import type { Embedding, EmbeddingView, Wish } from "@/lib/embed/flow/embedding.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { settledAbout } from "@/lib/preferences/core/preferences.ts";
import { useParley } from "./parley-context.ts";

export type { Embedding, EmbeddingView, Wish };

/** What the page around this frame wishes. */
export function useEmbeddingView(embedding: Embedding): EmbeddingView {
  return useStore(embedding.store);
}

/**
 * Puts a draft into a conversation's composer where nothing is written yet: what a person wrote is
 * theirs. Nothing is known of that before `isLoaded`.
 */
export function useSuggestDraft(): {
  isLoaded: boolean;
  suggest: (thread: ThreadKey, draft: string) => void;
} {
  const { preferences } = useParley();
  const isLoaded = useStore(preferences.store, (view) => view.isLoaded);
  const suggest = (thread: ThreadKey, draft: string) => {
    const { draft: own } = settledAbout(preferences.store.getState(), thread);
    if (own === "") preferences.writeDraft(thread, draft);
  };
  return { isLoaded, suggest };
}
