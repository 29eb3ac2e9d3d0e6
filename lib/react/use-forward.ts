import { useCallback } from "react";
import type { MessageContent, ThreadKey } from "@/lib/messaging/core/records.ts";
import { useParley } from "./parley-context.ts";

type Forwarded = { content: MessageContent };

/** Sends the words of a message on to another thread; formatted words stay formatted. */
export function useForward(): (thread: ThreadKey, text: string, from: Forwarded) => void {
  const { messaging } = useParley();
  return useCallback(
    (thread, text, { content }) => {
      const said = content.type === "reply" ? content.content : content;
      messaging.write(thread, { type: said.type === "markdown" ? "markdown" : "text", text });
    },
    [messaging],
  );
}
