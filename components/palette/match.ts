/** Letters as people type them: without case, accents or the difference of compatible forms. */
export function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * How well a text answers what was typed, or undefined when it does not: every typed word has to be
 * in it. Higher is better: a beginning of the text, then a beginning of a word, then anywhere.
 */
export function matchScore(typed: string, text: string): number | undefined {
  const words = folded(typed).split(/\s+/).filter(Boolean);
  const target = folded(text);
  let score = 0;
  for (const word of words) {
    const at = target.indexOf(word);
    if (at < 0) return undefined;
    if (at === 0) score += 3;
    else if (startsWord(target, word)) score += 2;
    else score += 1;
  }
  return score;
}

/** Those that answer, the best first; equals keep their order. */
export function bestMatches<Item>(
  typed: string,
  items: readonly Item[],
  textOf: (item: Item) => string,
): Item[] {
  return items
    .flatMap((item) => {
      const score = matchScore(typed, textOf(item));
      return score === undefined ? [] : [{ item, score }];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item);
}

function startsWord(target: string, word: string): boolean {
  for (let at = target.indexOf(word); at >= 0; at = target.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(target[at - 1] ?? "")) return true;
  }
  return false;
}
