"use client";

import { type ReactNode, useCallback, useState } from "react";
import type { InboxUse } from "@/lib/identity/core/inbox-use.ts";
import { type ProposedChange, SignChangeDialog } from "./sign-change-dialog.tsx";

export type ProposedChanges = {
  propose: (change: ProposedChange) => void;
  /** What was done last, to be read out; empty until something is. */
  news: string;
  /** To be rendered once. */
  dialog: ReactNode;
};

/** One change at a time: proposed, signed or given up, and what came of it said. */
export function useProposedChange(use: InboxUse, onDone: () => void): ProposedChanges {
  const [change, setChange] = useState<ProposedChange>();
  const [news, setNews] = useState("");
  const done = useCallback(() => {
    setNews(change?.done ?? "");
    setChange(undefined);
    onDone();
    change?.afterwards?.();
  }, [change, onDone]);
  return {
    propose: (proposed) => {
      setNews("");
      setChange(proposed);
    },
    news,
    dialog: change && (
      <SignChangeDialog
        change={change}
        use={use}
        onClose={() => setChange(undefined)}
        onDone={done}
      />
    ),
  };
}
