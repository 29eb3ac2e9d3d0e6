import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { Embedding } from "@/lib/embed/flow/embedding.ts";
import { createWishes, type WishesView } from "@/lib/embed/flow/fulfil-wishes.ts";
import { useParley } from "./parley-context.ts";

/**
 * Carries out what the page around this frame wishes. `part` is what the path on the screen says of
 * whom it shows; `goTo` shows another one.
 */
export function useWishes(
  embedding: Embedding,
  { part, goTo }: { part: string | undefined; goTo: (path: string) => void },
): WishesView & { settleCall: () => void } {
  const parley = useParley();
  const [wishes] = useState(() => createWishes({ ...parley, embedding, goTo }));
  // Where one is comes first: what is wished may be there already.
  useEffect(() => wishes.lookAt(part), [wishes, part]);
  useEffect(() => wishes.start(), [wishes]);
  return { ...useStore(wishes.store), settleCall: wishes.settleCall };
}
