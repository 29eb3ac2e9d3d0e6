import { useMemo } from "react";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { useParley } from "./parley-context.ts";

export type ConsentActions = {
  /** Welcomes whoever is behind the conversation. */
  accept: () => void;
  /** Wants to hear nothing more; the other side is told nothing. */
  block: () => void;
  /** Forgets what was written, on this device. Who writes again is a request again. */
  deleteRequest: () => Promise<void>;
};

/** Deciding about a conversation. The same object as long as it is the same conversation. */
export function useConsent(key: ThreadKey): ConsentActions {
  const { messaging } = useParley();
  return useMemo(
    () => ({
      accept: () => void messaging.setConsent(key, "allowed"),
      block: () => void messaging.setConsent(key, "denied"),
      deleteRequest: () => messaging.forgetThread(key),
    }),
    [messaging, key],
  );
}
