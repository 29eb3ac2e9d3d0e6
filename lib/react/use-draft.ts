"use client";

import { useCallback, useMemo, useState } from "react";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { useParley } from "./parley-context.ts";
import { useConversationSettings } from "./use-preferences.ts";

export type DraftBinding = {
  text: string;
  write: (text: string) => void;
  /** The field got the focus, or lost it. */
  turn: () => void;
};

/**
 * What is being written in a conversation. It follows what another tab writes there, but never
 * under somebody's hands: who typed keeps their own words until they leave the field.
 */
export function useDraft(thread: ThreadKey): DraftBinding {
  const { preferences } = useParley();
  const { draft } = useConversationSettings(thread);
  const [own, setOwn] = useState<string>();
  const write = useCallback(
    (text: string) => {
      // What was sent, or taken back, is no word to hold on to.
      setOwn(text === "" ? undefined : text);
      preferences.writeDraft(thread, text);
    },
    [preferences, thread],
  );
  const turn = useCallback(() => {
    setOwn(undefined);
    preferences.flush();
  }, [preferences]);
  return useMemo(() => ({ text: own ?? draft, write, turn }), [own, draft, write, turn]);
}
