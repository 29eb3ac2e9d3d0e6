import type { Range } from "@/lib/search/core/match.ts";
import type { SnippetPart } from "@/lib/search/core/snippet.ts";

/** A text in which what was looked for stands out. */
export function MarkedParts({ parts }: { parts: readonly SnippetPart[] }) {
  return parts.map(({ text, isMatch }, index) =>
    isMatch ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change places
      <mark key={index} className="bg-transparent font-semibold text-accent">
        {text}
      </mark>
    ) : (
      text
    ),
  );
}

export function MarkedText({ text, ranges }: { text: string; ranges: readonly Range[] }) {
  return <MarkedParts parts={partsOf(text, ranges)} />;
}

function partsOf(text: string, ranges: readonly Range[]): SnippetPart[] {
  const parts: SnippetPart[] = [];
  let at = 0;
  for (const { start, end } of ranges) {
    if (start > at) parts.push({ text: text.slice(at, start), isMatch: false });
    parts.push({ text: text.slice(start, end), isMatch: true });
    at = end;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isMatch: false });
  return parts;
}
