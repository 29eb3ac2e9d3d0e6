import { useStore } from "zustand";
import type { Apart, ApartView } from "@/lib/embed/flow/apart.ts";
import type { Embedding, EmbeddingView } from "@/lib/embed/flow/embedding.ts";
import type { ContentGrant } from "@/lib/embed/flow/grant-content.ts";

export type { Apart, ContentGrant, Embedding, EmbeddingView };

/** What the page around this frame wishes. */
export function useEmbeddingView(embedding: Embedding): EmbeddingView {
  return useStore(embedding.store);
}

/** Where Parley is that this frame shows. */
export function useApartView({ store }: Apart): ApartView {
  return useStore(store);
}
