import { Fragment, useMemo } from "react";
import { splitMentions } from "@/lib/mentions/core/mentions.ts";
import { MentionChip } from "./mention-chip.tsx";
import { useMentionPlaceHere } from "./mention-place.ts";

/** Words with the people in them. */
export function MentionedText({ text }: { text: string }) {
  const place = useMentionPlaceHere();
  const segments = useMemo(() => place && splitMentions(text, place.addressOf), [text, place]);
  if (!place || !segments) return text;
  return segments.map((segment, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the segments of a text never change places
    <Fragment key={index}>
      {segment.kind === "text" ? segment.text : <MentionChip mention={segment} place={place} />}
    </Fragment>
  ));
}
