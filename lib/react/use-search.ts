"use client";

import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { type ParleyError, toParleyError } from "@/lib/errors/base.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import type { FoundHits, MessageHit } from "@/lib/search/flow/find-messages.ts";
import type { SearchState } from "@/lib/search/flow/search.ts";
import { useParley } from "./parley-context.ts";

export type { MessageHit };

export type SearchBinding = FoundHits & {
  /** What is given answers an earlier question, or none yet. */
  isPending: boolean;
  error: ParleyError | undefined;
  /** How far the index is: what is not in it yet is not found. */
  state: SearchState;
  retry: () => void;
};

type Asked = {
  text: string;
  /** Looks in one thread; else in all. */
  thread?: ThreadKey;
  limit: number;
};

type Answer = FoundHits & { to: string; error?: ParleyError };

const NOTHING: FoundHits = { hits: [], total: 0 };
/** Longer timers overflow; by then somebody typed something else. */
const LONGEST_TIMER_MS = 24 * 60 * 60_000;

/**
 * The messages on this device with these words. Asked again whenever the answer may be another: what
 * is deleted or disappears goes at once, what comes is there.
 */
export function useSearch({ text, thread, limit }: Asked): SearchBinding {
  const { search } = useParley();
  const { state, revision } = useStore(search.store);
  const [answer, setAnswer] = useState<Answer>();
  const [turn, setTurn] = useState(0);
  const asked = text.trim();
  const question = `${thread ?? ""} ${limit} ${asked}`;
  const isWaiting = state.kind === "waiting";

  const isAsked = asked !== "";

  // biome-ignore lint/correctness/useExhaustiveDependencies: again for the client that comes after this one
  useEffect(() => {
    if (isAsked) search.prepare();
  }, [search, isAsked, isWaiting]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the answer may be another
  useEffect(() => {
    if (!isAsked) return;
    let isOver = false;
    search.find({ text: asked, limit, ...(thread && { thread }) }).then(
      (found) => !isOver && setAnswer({ to: question, ...found }),
      (error: unknown) =>
        !isOver && setAnswer({ to: question, ...NOTHING, error: toParleyError(error) }),
    );
    return () => {
      isOver = true;
    };
  }, [search, asked, thread, limit, question, revision, isWaiting, turn]);

  const current = isAsked ? answer : undefined;
  useEffect(() => {
    const inMs = untilFirstIsOver(current?.hits ?? []);
    if (inMs === undefined) return;
    const timer = setTimeout(() => setTurn((count) => count + 1), inMs);
    return () => clearTimeout(timer);
  }, [current]);

  return {
    ...(current ?? NOTHING),
    isPending: isAsked && answer?.to !== question,
    error: state.kind === "failed" ? state.error : current?.error,
    state,
    retry: search.retry,
  };
}

/** Says that somebody is about to look for something. */
export function usePrepareSearch(): () => void {
  return useParley().search.prepare;
}

/** In how many milliseconds the first of these messages disappears, if one does soon. */
function untilFirstIsOver(hits: readonly MessageHit[]): number | undefined {
  const times = hits.flatMap(({ message: { expiresAtNs } }) =>
    expiresAtNs === undefined ? [] : Number(expiresAtNs / 1_000_000n),
  );
  const inMs = Math.min(...times) - Date.now();
  return inMs < LONGEST_TIMER_MS ? Math.max(0, inMs) : undefined;
}
