"use client";

import { memo } from "react";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { PlainContent } from "@/lib/messaging/core/records.ts";
import { useChangeWords } from "../group/use-change-words.ts";
import { Sentence } from "../ui/isolate.tsx";

type ChangeLineProps = {
  content: Extract<PlainContent, { type: "group-changed" }>;
  self: InboxId | undefined;
  nameOf: (inboxId: InboxId) => string;
};

/** What happened to a conversation, between what was said in it. */
export const ChangeLine = memo(function ChangeLine({ content, self, nameOf }: ChangeLineProps) {
  const words = useChangeWords(nameOf, self);
  return (
    <p className="foreign mx-auto max-w-[34rem] text-balance px-4 py-2 text-center text-faint text-xs [&_bdi]:inline-block [&_bdi]:max-w-full">
      <Sentence text={words(content)} />
    </p>
  );
});
