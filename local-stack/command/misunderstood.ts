/** Of two words that differ in more letters, one is not the other misspelt. */
const MOST_TYPOS = 2;

/** Which of `known` was meant by `written`, where it is one of them misspelt. */
export function closestOf(written: string, known: readonly string[]): string | undefined {
  const [closest] = known
    .map((name) => ({ name, typos: typosBetween(written, name) }))
    .filter(({ name, typos }) => typos <= Math.min(MOST_TYPOS, name.length / 2))
    .sort((a, b) => a.typos - b.typos);
  return closest?.name;
}

/**
 * What `parseArgs` of Node found wrong, as a sentence about the option. `command` is the one that was
 * called, `options` the names of those that it has.
 */
export function explainOptions(error: Error, command: string, options: readonly string[]): string {
  const [, quoted = ""] = /'([^']*)'/.exec(error.message) ?? [];
  const [option = quoted] = /--?[^\s,<>]+(?=( <|$))/.exec(quoted) ?? [];
  if ("code" in error && error.code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
    const meant = closestOf(option.replace(/^-+/, ""), options);
    const advice = meant
      ? `Did you mean --${meant}?`
      : `"parley-local-stack help ${command}" lists those that there are.`;
    return `There is no option ${option}. ${advice}`;
  }
  if (error.message.includes("does not take an argument")) return `${option} takes no value.`;
  return `${option} needs a value. One that begins with a dash is written ${option}=-1.`;
}

/** Letters to add, leave out or change, to make one word of the other (Levenshtein). */
function typosBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (const [j, otherLetter] of [...other].entries()) {
      const changed = (row[j] ?? 0) + (letter === otherLetter ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
