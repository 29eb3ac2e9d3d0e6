"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import type { MessageId } from "@/lib/messaging/core/records.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { type MessageHit, useSearch } from "@/lib/react/use-search.ts";
import { useShowMessage } from "@/lib/react/use-show-message.ts";

const PAGE_LENGTH = 100;
/** Found messages left ahead when more are asked for. */
const ASK_AHEAD = 10;

/** The messages of a thread that were found, newest first, and the one of them that is shown. */
export function useSteps(thread: ThreadKey, text: string) {
  const [page, setPage] = useState({ text, limit: PAGE_LENGTH });
  const limit = page.text === text ? page.limit : PAGE_LENGTH;
  const search = useSearch({ text, thread, limit });
  const showMessage = useShowMessage();
  const [shownId, setShownId] = useState<MessageId>();
  const hits = useMemo(() => [...search.hits].sort(newerFirst), [search.hits]);
  const index = hits.findIndex(({ message }) => message.id === shownId);
  const current = hits[index];

  const show = ({ message }: MessageHit) => {
    setShownId(message.id);
    // One that is gone by now leaves the hits by itself.
    showMessage(thread, message.id).catch(() => undefined);
  };

  // What was typed shows its newest message, once there is one; what comes after moves nothing.
  const answered = useRef<string>(undefined);
  const [newest] = hits;
  useEffect(() => {
    if (search.isPending || !newest || answered.current === text) return;
    answered.current = text;
    show(newest);
  });

  const step = (by: number) => {
    const next = hits[index + by];
    if (next) show(next);
    if (index + by >= hits.length - ASK_AHEAD && search.total > search.hits.length) {
      setPage({ text, limit: limit + PAGE_LENGTH });
    }
  };

  return { search, current, index, hasHits: hits.length > 0, step };
}

function newerFirst(a: MessageHit, b: MessageHit): number {
  return a.message.sentAtNs > b.message.sentAtNs ? -1 : 1;
}
