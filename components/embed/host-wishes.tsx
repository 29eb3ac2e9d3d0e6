"use client";

import type { Embedding } from "@/lib/react/use-embedding.ts";
import { useWishes } from "@/lib/react/use-wishes.ts";
import { goTo } from "../place/go.ts";
import { usePlace } from "../place/use-place.ts";
import { CallQuestion } from "./call-question.tsx";
import { personAt } from "./person-at.ts";

/** Made in the browser alone: this is fetched there, with the first wish. */
const person = personAt();

/** Goes where the page wishes; what is more than looking is asked of the person there. */
export function HostWishes({ embedding }: { embedding: Embedding }) {
  const place = usePlace();
  const part = place.kind === "thread" ? place.params.address : undefined;
  const { proposed, settleCall } = useWishes(embedding, { part, goTo, person });
  if (!proposed) return null;
  return <CallQuestion {...proposed} site={embedding.site} onDone={settleCall} />;
}
