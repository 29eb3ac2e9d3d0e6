"use client";

import clsx from "clsx";
import { memo, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { isEmojiOnly } from "./emoji.ts";
import { foldedStart } from "./fold.ts";
import { type Segment, splitLinks } from "./links.ts";

/** The words of a message, as they were typed: no markup is ever read in them. */
export const MessageText = memo(function MessageText({ text }: { text: string }) {
  const t = useTranslations("thread");
  const [isOpen, setIsOpen] = useState(false);
  const start = useMemo(() => foldedStart(text), [text]);
  const isFolded = !isOpen && start !== undefined;
  const shown = isFolded ? `${start}…` : text;
  const segments = useMemo(() => splitLinks(shown), [shown]);
  return (
    <div
      dir="auto"
      className={clsx(
        "foreign whitespace-pre-wrap",
        isEmojiOnly(text) && "text-3xl leading-[1.15]",
      )}
    >
      {segments.map((segment, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the segments of a text never change places
        <SegmentView key={index} segment={segment} />
      ))}
      {isFolded && (
        <button
          type="button"
          onClick={() => setIsOpen(true)}
          className="mt-1 block font-semibold text-accent text-sm hover:underline"
        >
          {t("showAll")}
        </button>
      )}
    </div>
  );
});

function SegmentView({ segment }: { segment: Segment }) {
  if (segment.kind === "text") return segment.text;
  return (
    <a
      href={segment.href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="text-accent underline decoration-1 underline-offset-2 hover:decoration-2"
    >
      {segment.scheme}
      <bdi>{segment.host}</bdi>
      <bdi>{segment.rest}</bdi>
    </a>
  );
}
