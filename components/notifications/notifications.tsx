"use client";

import { useMemo } from "react";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { useNotificationScreen } from "@/lib/react/use-notifications.ts";
import { threadPath } from "../inbox/thread-path.ts";
import { goTo } from "../place/go.ts";
import { type ListName, listPath } from "../place/place.ts";
import { Mention } from "./mention.tsx";
import { useToldWords } from "./use-told-words.ts";

type NotificationsProps = {
  /** The conversation on the screen. */
  selected: ThreadKey | undefined;
  list: ListName;
  /** Whether something is open in the thread's place. */
  hasThread: boolean;
};

/** Tells of messages: through the system, and on this page. */
export function Notifications({ selected, list, hasThread }: NotificationsProps) {
  const words = useToldWords();
  const screen = useMemo(
    () => ({
      words,
      open: (about: Parameters<typeof threadPath>[0] | "list") =>
        goTo(about === "list" ? listPath("inbox") : threadPath(about)),
    }),
    [words],
  );
  useNotificationScreen(screen, selected);
  const besides = hasThread ? "beside" : "always";
  return <Mention words={words} listed={list === "inbox" ? besides : "never"} />;
}
