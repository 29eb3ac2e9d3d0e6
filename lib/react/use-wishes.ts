import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { Embedding } from "@/lib/embed/flow/embedding.ts";
import { createWishes, type WishesView } from "@/lib/embed/flow/fulfil-wishes.ts";
import type { Person } from "@/lib/embed/ports.ts";
import { useParley } from "./parley-context.ts";

export type { Person };

type Screen = { part: string | undefined; goTo: (path: string) => void; person: Person };

/**
 * Carries out what the page around this frame wishes. `part` is what the path on the screen says of
 * whom it shows; `goTo` shows another one, not while the person is in the middle of something.
 */
export function useWishes(
  embedding: Embedding,
  { part, goTo, person }: Screen,
): WishesView & { settleCall: () => void } {
  const parley = useParley();
  const [wishes] = useState(() => createWishes({ ...parley, embedding, goTo, person }));
  // Where one is comes first: what is wished may be there already.
  useEffect(() => wishes.lookAt(part), [wishes, part]);
  useEffect(() => wishes.start(), [wishes]);
  return { ...useStore(wishes.store), settleCall: wishes.settleCall };
}
