"use client";

import { useCallback } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { PlainContent } from "@/lib/messaging/core/records.ts";
import { useDurationWords } from "../ui/use-duration.ts";
import { changeSentences } from "./change-words.ts";

/** Says what happened in a group, for `Sentence` to draw. */
export function useChangeWords(
  nameOf: (inboxId: InboxId) => string,
  self: InboxId | undefined,
): (content: Extract<PlainContent, { type: "group-changed" }>) => string {
  const t = useTranslations("group.changes");
  const locale = useLocale();
  const duration = useDurationWords();
  return useCallback(
    (content) => changeSentences(content, { t, nameOf, self, locale, duration }).join(" "),
    [t, nameOf, self, locale, duration],
  );
}
