import type { WorldScript } from "./write-script.ts";

/** What libxmtp does for somebody, in the time that one message takes it; measured, and roughly. */
const WORK = { register: 80, found: 25, join: 12, conversation: 5, message: 1 };

/**
 * In which of `threads` each person of a script lives, by their places, so that all threads have
 * about as much to do: whoever does most is placed first, where there is least to do yet.
 */
export function sharePeople({ people, conversations }: WorldScript, threads: number): number[] {
  const work = people.map(({ privateKey }) => (privateKey ? WORK.register : 0));
  const add = (person: number, more: number) => {
    work[person] = (work[person] ?? 0) + more;
  };
  for (const { members, lines } of conversations) {
    for (const member of members) add(member, WORK.join);
    add(founderOf(members, people), WORK.found);
    for (const { by } of lines) add(by, WORK.message);
    for (const speaker of new Set(lines.map(({ by }) => by))) add(speaker, WORK.conversation);
  }
  const load = new Array<number>(threads).fill(0);
  const homes = new Array<number>(people.length).fill(0);
  const busiestFirst = [...work.keys()].sort((a, b) => (work[b] ?? 0) - (work[a] ?? 0));
  for (const person of busiestFirst) {
    const home = load.indexOf(Math.min(...load));
    homes[person] = home;
    load[home] = (load[home] ?? 0) + (work[person] ?? 0);
  }
  return homes;
}

/** The first member who is no guest. */
export function founderOf(members: readonly number[], people: WorldScript["people"]): number {
  return members.find((member) => people[member]?.privateKey) ?? 0;
}
