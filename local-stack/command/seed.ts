import { LocalStackError } from "../errors.ts";
import {
  type SeedOptions,
  seedWorld,
  type World,
  WorldIsThereError,
  type WorldProgress,
} from "../testing/world/seed-world.ts";
import { writeScript } from "../testing/world/write-script.ts";
import { defineCommand, refuseArguments, UsageError } from "./command.ts";
import { NETWORK_OPTIONS, networkUrl } from "./network-url.ts";
import { sayWhenStopped } from "./stop-signals.ts";

/** Each has libxmtp's memory to itself, some 150 MB. */
const MOST_THREADS = 32;

const ALL_THE_SAME = `"reset" empties it. With --again the same people get another device each, and say all of it once more.`;
const STOPPED = `Stopped. A part of this world may be on the network: empty it with "reset", or choose another --seed.`;

export const seed = defineCommand({
  usage: "[options]",
  about: `Fills a running network with real encrypted conversations: people register with wallets, found
groups and write to each other. The same numbers and the same seed make the same accounts, names,
texts and order. Sign in to your app first, with your own wallet (--guest) or with the key of one of the
people (--accounts says them): a device gets what is said after it is there. A network takes the world
of a seed once: "reset" empties it, another seed has other people, and --again says it all once more.`,
  options: {
    conversations: {
      type: "string",
      value: "N",
      says: "conversations between two",
      otherwise: "20",
    },
    messages: { type: "string", value: "N", says: "messages in all of them", otherwise: "400" },
    groups: { type: "string", value: "N", says: "groups of three to eight people", otherwise: "3" },
    people: {
      type: "string",
      value: "N",
      says: "how many people there are",
      otherwise: "as few as have enough pairs, at least 6",
    },
    seed: {
      type: "string",
      value: "S",
      says: "a number or words that decide all of it",
      otherwise: "1",
    },
    guest: {
      type: "string",
      value: "ADDRESS",
      says: "somebody who has signed in: they are in all groups, and one conversation with each of the others",
    },
    again: {
      type: "boolean",
      says: "although this seed's world is there: its people get another device, and say all of it again",
    },
    accounts: { type: "boolean", says: "print the people with their keys and do nothing else" },
    ...NETWORK_OPTIONS,
    threads: { type: "string", value: "N", says: "threads that encrypt", otherwise: "one a core" },
    json: { type: "boolean", says: "print people, keys and conversations as JSON in the end" },
  },
  examples: [
    "seed",
    "seed --conversations 1000 --messages 50000 --groups 10 --seed 42",
    "seed --accounts --seed 42 --json",
    "seed --guest 0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
    "seed --guest 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --people 101 --conversations 100",
  ],
  async run({ flags, args }) {
    refuseArguments(args);
    const options = optionsOf(flags);
    if (flags.accounts) {
      const { people } = writeScript(options);
      if (flags.json) console.log(JSON.stringify({ people }));
      else
        for (const each of people)
          console.log(`${each.address}  ${each.privateKey ?? "-"}  ${each.name}`);
      return 0;
    }
    const world = await build(await networkUrl(flags), {
      ...options,
      again: flags.again ?? false,
      onProgress: showProgress(),
    });
    console.log(flags.json ? JSON.stringify(exported(world)) : summary(world));
    return 0;
  },
});

async function build(url: string, options: SeedOptions): Promise<World> {
  const finish = sayWhenStopped(STOPPED);
  try {
    return await seedWorld(url, options);
  } catch (error) {
    if (!(error instanceof WorldIsThereError)) throw error;
    throw new LocalStackError(`${error.message} ${ALL_THE_SAME}`, { cause: error });
  } finally {
    finish();
  }
}

type SeedFlags = {
  [Name in "conversations" | "messages" | "groups" | "people" | "threads" | "seed" | "guest"]?:
    | string
    | undefined;
};

function optionsOf(flags: SeedFlags): SeedOptions {
  const { seed: chosen, guest } = flags;
  if (guest !== undefined && !/^0x[0-9a-fA-F]{40}$/.test(guest)) {
    throw new UsageError(`--guest ${guest}: write an address, 0x and 40 hex digits.`);
  }
  const counts = (["conversations", "messages", "groups", "people", "threads"] as const).flatMap(
    (name) => {
      const text = flags[name];
      if (text === undefined) return [];
      if (!/^\d+$/.test(text)) throw new UsageError(`--${name} ${text}: write a whole number.`);
      if (name === "threads" && !(Number(text) >= 1 && Number(text) <= MOST_THREADS)) {
        throw new UsageError(`--threads ${text}: write a number from 1 to ${MOST_THREADS}.`);
      }
      return [[name, Number(text)] as const];
    },
  );
  return {
    ...Object.fromEntries(counts),
    ...(chosen !== undefined && { seed: chosen }),
    ...(guest !== undefined && { guest: guest as `0x${string}` }),
  };
}

/** One line that is written over on a terminal, and a line for each step elsewhere. */
function showProgress(): (progress: WorldProgress) => void {
  const { stderr } = process;
  let shownAtMs = 0;
  return ({ step, done, of }) => {
    const isLast = done === of;
    const nowMs = Date.now();
    if (!isLast && (!stderr.isTTY || nowMs - shownAtMs < 100)) return;
    shownAtMs = nowMs;
    const line = `${step} ${done.toLocaleString("en")} of ${of.toLocaleString("en")}`;
    stderr.write(stderr.isTTY ? `\r\u001b[K${line}${isLast ? "\n" : ""}` : `${line}\n`);
  };
}

function exported({ people, conversations, messages, seconds }: World) {
  const told = conversations.map(({ id, name, members, lines }) => {
    const addresses = members.map((member) => people[member]?.address);
    return { id, ...(name !== undefined && { name }), members: addresses, messages: lines.length };
  });
  return { people, conversations: told, messages, seconds };
}

function summary({ people, conversations, messages, seconds }: World): string {
  const rate = Math.round(messages / Math.max(seconds.messages, 0.001));
  const lines = people.map(
    ({ name, address, privateKey }) => `  ${address}  ${privateKey ?? "-"}  ${name}`,
  );
  return `${messages} ${messages === 1 ? "message" : "messages"} in ${conversations.length} ${
    conversations.length === 1 ? "conversation" : "conversations"
  }, ${seconds.all.toFixed(1)} s, ${rate} messages a second while they were said.
Anybody can sign for these accounts; they are for tests alone.
${lines.join("\n")}`;
}
