import { useMemo } from "react";
import { MentionedText } from "../mentions/mentioned-text.tsx";
import { type Segment, splitLinks } from "./links.ts";

/** A text with the people in it, and its links, each showing the host as the browser resolves it. */
export function LinkedText({ text }: { text: string }) {
  const segments = useMemo(() => splitLinks(text), [text]);
  return segments.map((segment, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the segments of a text never change places
    <SegmentView key={index} segment={segment} />
  ));
}

function SegmentView({ segment }: { segment: Segment }) {
  if (segment.kind === "text") return <MentionedText text={segment.text} />;
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
