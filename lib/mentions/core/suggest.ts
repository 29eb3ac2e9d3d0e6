import type { Mentionable } from "./mentions.ts";

/** As many as one sees at a glance. */
const MOST = 5;

/**
 * Whom somebody may mean by what they typed: those in the conversation first, then others who are
 * known; of these whose name begins like it before those who have it inside. Each once.
 */
export function suggestMentions(
  query: string,
  { members, others }: { members: readonly Mentionable[]; others: readonly Mentionable[] },
): Mentionable[] {
  const typed = fold(query);
  const taken = new Set<string>();
  const found: Mentionable[] = [];
  for (const group of [members, others]) {
    for (const rank of [1, 2] as const) {
      for (const person of group) {
        if (taken.has(person.address) || rankOf(person, typed) !== rank) continue;
        taken.add(person.address);
        found.push(person);
        if (found.length === MOST) return found;
      }
    }
  }
  return found;
}

/** Names of ENS have few accents; those that they have, not everybody can type. */
function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function rankOf({ address, name }: Mentionable, typed: string): 1 | 2 | undefined {
  const called = fold(name ?? "");
  if (called.startsWith(typed) || address.toLowerCase().startsWith(typed)) return 1;
  return typed !== "" && called.includes(typed) ? 2 : undefined;
}
