import { createHash } from "node:crypto";
import { type PrivateKeyAccount, privateKeyToAccount } from "viem/accounts";
import { LocalStackError } from "../../errors.ts";
import { createRandom, type Random } from "./seeded-random.ts";
import { GROUP_NAMES, type Language, NAMES, say } from "./vocabulary.ts";

type Hex = `0x${string}`;

export type WorldOptions = {
  /** Conversations between two. 20 unless said. */
  conversations?: number;
  /** Messages in all of them and in the groups. 400 unless said. */
  messages?: number;
  /** Groups, of three to eight people. 3 unless said. */
  groups?: number;
  /** Decides people, texts and who says what when. 1 unless said. */
  seed?: string | number;
  /** How many people there are; as few as have enough pairs, six at least, unless said. */
  people?: number;
  /**
   * The address of somebody who is on the network already, signed in to an app for example. They take
   * the place of the first person: they are in all groups, have a conversation with each of the others
   * as far as there are so many, and say nothing.
   */
  guest?: `0x${string}`;
};

/** A wallet of a world: an address that anybody who knows the seed can sign for. A guest has no key here. */
export type WorldPerson = { name: string; address: Hex; privateKey?: Hex; language: Language };

export type ScriptedLine = {
  /** The place of who says it, in `people`. */
  by: number;
  text: string;
};

export type ScriptedConversation = {
  /** Its name, for a group; two people have none. */
  name?: string;
  /** Places in `people`; the first one who speaks begins it. */
  members: readonly number[];
  lines: readonly ScriptedLine[];
};

/** All that happens in a world, before any of it is encrypted. */
export type WorldScript = {
  people: readonly WorldPerson[];
  conversations: readonly ScriptedConversation[];
};

/** What holds unless it is said. */
export const DEFAULTS = { conversations: 20, messages: 400, groups: 3, seed: 1 };
/** A script is in memory as a whole. */
const MOST = { conversations: 100_000, messages: 2_000_000, groups: 10_000, people: 10_000 };
const FEWEST_PEOPLE = 6;
const GROUP_SIZES = [3, 3, 4, 4, 5, 6, 8];

/** A world whose options make none; the message is a sentence. */
export class ImpossibleWorldError extends LocalStackError {
  override readonly name = "ImpossibleWorldError";
}

/**
 * Writes what a world is made of, the same for the same options. The first person has a
 * conversation with each of the others, and is in all groups. Few conversations have most of the messages, as it is with people.
 * Throws {@link ImpossibleWorldError} for numbers that fit no world.
 */
export function writeScript(options: WorldOptions = {}): WorldScript {
  const { conversations, messages, groups, seed } = { ...DEFAULTS, ...options };
  const count = options.people ?? peopleFor(conversations);
  refuseImpossible({ conversations, messages, groups, people: count });
  if (groups > 0 && count < 3) throw new ImpossibleWorldError("A group needs three people.");
  const people = Array.from({ length: count }, (_, i) => personOf(seed, i));
  const { guest } = options;
  if (guest) people[0] = { name: "Guest", address: guest, language: "en" };
  const random = createRandom(seed, "conversations");
  const casts: Omit<ScriptedConversation, "lines">[] = [
    ...Array.from({ length: groups }, (_, i) => castGroup(i, count, random)),
    ...pairsInOrder(count, conversations).map((pair) => ({ members: random.shuffle(pair) })),
  ];
  if (casts.length === 0 && messages > 0) {
    throw new ImpossibleWorldError("Messages need a conversation.");
  }
  const shares = shareOut(messages, casts.length, random);
  return {
    people,
    conversations: casts.map((cast, i) => ({
      ...cast,
      lines: writeLines(
        speakersOf(cast.members, people),
        people,
        shares[i] ?? 0,
        createRandom(seed, `lines ${i}`),
      ),
    })),
  };
}

function refuseImpossible(world: Record<keyof typeof MOST, number>): void {
  for (const [name, most] of Object.entries(MOST)) {
    const count = world[name as keyof typeof MOST];
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new ImpossibleWorldError(`There can't be ${count} ${name}.`);
    }
    if (count > most) {
      const said = most.toLocaleString("en");
      throw new ImpossibleWorldError(`A world has ${said} ${name} at most.`);
    }
  }
  const { people, conversations } = world;
  if (people < 2) throw new ImpossibleWorldError("A world needs two people.");
  if (pairsOf(people) < conversations) {
    throw new ImpossibleWorldError(
      `${people} people have too few pairs for ${conversations} conversations.`,
    );
  }
}

/** Those whose keys are known. */
function speakersOf(members: readonly number[], people: readonly WorldPerson[]): number[] {
  return members.filter((member) => people[member]?.privateKey !== undefined);
}

const pairsOf = (people: number) => (people * (people - 1)) / 2;

function peopleFor(conversations: number): number {
  let people = FEWEST_PEOPLE;
  while (pairsOf(people) < conversations) people++;
  return people;
}

function personOf(seed: string | number, place: number): WorldPerson {
  const digest = createHash("sha256").update(`a person of a world/${seed}/${place}`).digest("hex");
  const privateKey: Hex = `0x${digest}`;
  const account: PrivateKeyAccount = privateKeyToAccount(privateKey);
  const round = Math.floor(place / NAMES.length);
  const name = `${NAMES[place % NAMES.length]}${round > 0 ? ` ${round + 1}` : ""}`;
  const language = createRandom(seed, `language ${place}`).fraction() < 0.3 ? "es" : "en";
  return { name, address: account.address, privateKey, language };
}

/** First those of the first person, then those of the second, and so on. */
function pairsInOrder(people: number, count: number): number[][] {
  const pairs: number[][] = [];
  for (let one = 0; one < people; one++) {
    for (let other = one + 1; other < people && pairs.length < count; other++) {
      pairs.push([one, other]);
    }
  }
  return pairs;
}

function castGroup(place: number, people: number, random: Random) {
  const round = Math.floor(place / GROUP_NAMES.length);
  const name = `${GROUP_NAMES[place % GROUP_NAMES.length]}${round > 0 ? ` ${round + 1}` : ""}`;
  const others = random.shuffle(Array.from({ length: people - 1 }, (_, i) => i + 1));
  const size = Math.min(random.pick(GROUP_SIZES), people);
  return { name, members: random.shuffle([0, ...others.slice(0, size - 1)]) };
}

/** One message for each while there are enough, and of the rest more for some than for others. */
function shareOut(messages: number, conversations: number, random: Random): number[] {
  const shares: number[] = Array.from({ length: conversations }, (_, i) => (i < messages ? 1 : 0));
  const weights = random.shuffle(shares.map((_, i) => 1 / (i + 1) ** 0.8));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const rest = Math.max(0, messages - conversations);
  let given = 0;
  for (const [i, weight] of weights.entries()) {
    const share = Math.floor((rest * weight) / whole);
    shares[i] = (shares[i] ?? 0) + share;
    given += share;
  }
  for (let i = 0; given < rest; i = (i + 1) % conversations, given++)
    shares[i] = (shares[i] ?? 0) + 1;
  return shares;
}

/** Somebody says a thing or two, then somebody else does. All speak as who began. */
function writeLines(
  speakers: readonly number[],
  people: readonly WorldPerson[],
  count: number,
  random: Random,
): ScriptedLine[] {
  const [first = 0] = speakers;
  const language = people[first]?.language ?? "en";
  const lines: ScriptedLine[] = [];
  for (let by = first; lines.length < count; ) {
    const turn = 1 + Math.floor(random.fraction() ** 2 * 4);
    for (let i = 0; i < turn && lines.length < count; i++) {
      const before = lines.at(-1)?.text;
      let text = say(language, random, lines.length === 0);
      if (text === before) text = say(language, random, false);
      lines.push({ by, text });
    }
    const others = speakers.filter((speaker) => speaker !== by);
    if (others.length > 0) by = random.pick(others);
  }
  return lines;
}
