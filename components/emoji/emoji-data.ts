import type { Locale } from "@/lib/i18n/locales.ts";

/** An emoji as it is found: by the words for it in a language. */
export type FoundEmoji = { emoji: string; label: string; words: string };

/** A record of emojibase's compact data. Parts of flags and skin tones have no group. */
type CompactEmoji = {
  unicode: string;
  label: string;
  tags?: string[];
  group?: number;
  order?: number;
};

/** All emoji in the order of the standard (Unicode CLDR), with their words in a language. Lazy. */
export async function loadEmoji(locale: Locale): Promise<readonly FoundEmoji[]> {
  const { default: data } =
    locale === "es"
      ? await import("emojibase-data/es/compact.json")
      : await import("emojibase-data/en/compact.json");
  return (data as CompactEmoji[])
    .filter(({ group }) => group !== undefined)
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .map(({ unicode, label, tags }) => ({
      emoji: unicode,
      label,
      words: foldWords([label, ...(tags ?? [])].join(" ")),
    }));
}

/** Those whose words begin with each word of the query, in their order. */
export function findEmoji(all: readonly FoundEmoji[], query: string): readonly FoundEmoji[] {
  const wanted = foldWords(query).split(" ").filter(Boolean);
  if (wanted.length === 0) return all;
  return all.filter(
    ({ emoji, words }) =>
      emoji === query.trim() || wanted.every((word) => ` ${words}`.includes(` ${word}`)),
  );
}

/** Without case and accents, as people type when they look for something. */
function foldWords(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
