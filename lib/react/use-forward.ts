import { useCallback } from "react";
import type { ThreadKey, WrittenFiles, WrittenText } from "@/lib/messaging/core/records.ts";
import { useParley } from "./parley-context.ts";

/** Sends on what a message says; files stay where they are. */
export function useForward(): (thread: ThreadKey, said: WrittenText | WrittenFiles) => void {
  const { messaging } = useParley();
  return useCallback((thread, said) => void messaging.write(thread, said), [messaging]);
}
