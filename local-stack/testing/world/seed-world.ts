import { availableParallelism } from "node:os";
import { LocalStackError } from "../../errors.ts";
import { callNode, inboxIdOf } from "../node-calls.ts";
import { eachOf } from "./each-of.ts";
import { founderOf, sharePeople } from "./share-people.ts";
import { WorldMark } from "./world-mark.ts";
import { WorldThread } from "./world-threads.ts";
import {
  DEFAULTS,
  type ScriptedConversation,
  type WorldOptions,
  type WorldPerson,
  type WorldScript,
  writeScript,
} from "./write-script.ts";

const SEND = "xmtp.mls.api.v1.MlsApi/SendGroupMessages";
const MESSAGES_PER_REQUEST = 200;
/** Threads always find something to do among so many, and little has to wait for its turn to be sent. */
const CONVERSATIONS_AT_ONCE = 64;
/** Each has libxmtp's memory to itself. */
const MOST_THREADS = 4;

export type WorldProgress = {
  step: "people" | "conversations" | "messages";
  done: number;
  of: number;
};

export type SeedOptions = WorldOptions & {
  /** Threads that encrypt; one for each core, four at most, unless said. */
  threads?: number;
  /**
   * Seeds although the network has a world of this seed: its people get another device each, and say
   * everything in the same conversations between two once more, and in new groups.
   */
  again?: boolean;
  /** Called often: show it, and be quick. */
  onProgress?: (progress: WorldProgress) => void;
};

/** A world as it is on the network. */
export type World = {
  people: readonly (WorldPerson & { inboxId: string })[];
  /** Each with its id on the network, and what was said in it, in the network's order. */
  conversations: readonly (ScriptedConversation & { id: string })[];
  messages: number;
  /** Seconds that it took: all of it, and the part in which messages were encrypted and sent. */
  seconds: { all: number; messages: number };
};

/** The address of a guest belongs to nobody on this network. */
export class UnknownGuestError extends LocalStackError {
  override readonly name = "UnknownGuestError";

  constructor(address: string) {
    super(`Nobody has signed in with ${address} yet. Sign in first, then seed.`);
  }
}

/** The network has a world of this seed, all of it or a part; seeding again would mix the two. */
export class WorldIsThereError extends LocalStackError {
  override readonly name = "WorldIsThereError";

  constructor(seed: string | number, state: "begun" | "finished") {
    const fact =
      state === "finished"
        ? `The world of seed ${seed} is on this network already.`
        : `The world of seed ${seed} was begun on this network and is not finished.`;
    super(`${fact} Choose another seed, or empty the network first.`);
  }
}

/**
 * Builds real encrypted conversations on the network at `url` (gRPC-web): people register with
 * wallets, found groups and write to each other, all of it by libxmtp.
 *
 * The same options make the same accounts, names, texts and order in each conversation. Keys of
 * MLS, ids of groups and times are new each time. People get what was said since they came: an
 * app that is to show a world signs in before it is seeded, as one of its people (`writeScript`
 * says their keys) or as its `guest`.
 *
 * ```ts
 * const world = await seedWorld(stack.urls.grpcWeb, { conversations: 50, messages: 2000, seed: 42 });
 * ```
 *
 * Throws a `LocalStackError` whose message is a sentence: an impossible world, one that is there
 * already ({@link WorldIsThereError}), no node at `url`, or a node that refused something.
 */
export async function seedWorld(url: string, options: SeedOptions = {}): Promise<World> {
  const startedAt = performance.now();
  const script = writeScript(options);
  const node = url.replace(/\/+$/, "");
  const guestInboxId = await inboxIdOf(node, script.people[0]?.address ?? "");
  if (options.guest && guestInboxId === undefined) throw new UnknownGuestError(options.guest);
  const mark = await markNew(node, options);
  const count = options.threads ?? Math.min(availableParallelism(), MOST_THREADS);
  const threads = Array.from({ length: Math.max(1, count) }, () => new WorldThread(node));
  const world = new Building(node, script, threads, options.onProgress ?? (() => {}));
  try {
    const inboxIds = await world.register(guestInboxId);
    const ids = await world.found(inboxIds);
    const saidAt = performance.now();
    await world.say(ids);
    const endedAt = performance.now();
    await mark.write("finished");
    return {
      people: script.people.map((person, i) => ({ ...person, inboxId: inboxIds[i] ?? "" })),
      conversations: script.conversations.map((each, i) => ({ ...each, id: ids[i] ?? "" })),
      messages: script.conversations.reduce((sum, { lines }) => sum + lines.length, 0),
      seconds: { all: (endedAt - startedAt) / 1000, messages: (endedAt - saidAt) / 1000 },
    };
  } finally {
    await Promise.all(threads.map((thread) => thread.close()));
  }
}

/** Says on the network that a world of this seed begins. Throws {@link WorldIsThereError}. */
async function markNew(url: string, { seed = DEFAULTS.seed, again }: SeedOptions) {
  const mark = new WorldMark(url, seed);
  const state = await mark.read();
  if (state !== "none" && !again) throw new WorldIsThereError(seed, state);
  await mark.write("begun");
  return mark;
}

/** The steps by which a script becomes a world. */
class Building {
  readonly #url: string;
  readonly #script: WorldScript;
  readonly #threads: readonly WorldThread[];
  /** The place of their thread, by the person's place. */
  readonly #homes: readonly number[];
  readonly #onProgress: (progress: WorldProgress) => void;

  constructor(
    url: string,
    script: WorldScript,
    threads: readonly WorldThread[],
    onProgress: (progress: WorldProgress) => void,
  ) {
    this.#url = url;
    this.#script = script;
    this.#threads = threads;
    this.#homes = sharePeople(script, threads.length);
    this.#onProgress = onProgress;
  }

  /** Inbox ids, by the person's place. */
  async register(guestInboxId: string | undefined): Promise<string[]> {
    const { people } = this.#script;
    const counted = this.#counter("people", people.length);
    return eachOf(people, CONVERSATIONS_AT_ONCE, async ({ privateKey }, person) => {
      const inboxId = privateKey
        ? await this.#threadOf(person).do({ kind: "register", person, privateKey })
        : (guestInboxId ?? "");
      counted(1);
      return inboxId;
    });
  }

  /** Ids of the conversations, by their place; whoever speaks in one has joined it then. */
  async found(inboxIds: readonly string[]): Promise<string[]> {
    const { people, conversations } = this.#script;
    const counted = this.#counter("conversations", conversations.length);
    const ids = await eachOf(conversations, CONVERSATIONS_AT_ONCE, async ({ members, name }) => {
      const founder = founderOf(members, people);
      const others = members.filter((member) => member !== founder);
      const id = await this.#threadOf(founder).do({
        kind: "found",
        founder,
        inboxIds: others.map((member) => inboxIds[member] ?? ""),
        ...(name !== undefined && { name }),
      });
      counted(1);
      return id;
    });
    const speakers = new Set(conversations.flatMap(({ lines }) => lines.map(({ by }) => by)));
    await eachOf([...speakers], CONVERSATIONS_AT_ONCE, (person) =>
      this.#threadOf(person).do({ kind: "join", person }),
    );
    return ids;
  }

  /** Encrypts ahead in all threads, and sends one conversation after the other, as in the script. */
  async say(ids: readonly string[]): Promise<void> {
    const { conversations } = this.#script;
    const whole = conversations.reduce((sum, { lines }) => sum + lines.length, 0);
    const counted = this.#counter("messages", whole);
    let lastSent: Promise<void> = Promise.resolve();
    await eachOf(conversations, CONVERSATIONS_AT_ONCE, (conversation, place) => {
      const encrypting = this.#encrypt(conversation, ids[place] ?? "");
      lastSent = Promise.all([encrypting, lastSent]).then(([messages]) =>
        this.#send(messages, counted),
      );
      return lastSent;
    });
  }

  /** The messages of a conversation in the script's order. */
  async #encrypt({ lines }: ScriptedConversation, conversationId: string): Promise<Uint8Array[]> {
    const texts = Map.groupBy(lines, ({ by }) => by);
    const byThread = Map.groupBy(texts.keys(), (person) => this.#threadOf(person));
    const queues = new Map<number, Uint8Array[]>();
    const tasks = [...byThread].map(async ([thread, persons]) => {
      const parts = persons.map((person) => ({
        person,
        texts: (texts.get(person) ?? []).map(({ text }) => text),
      }));
      const encrypted = await thread.do({ kind: "encrypt", conversationId, parts });
      for (const [i, person] of persons.entries()) queues.set(person, encrypted[i] ?? []);
    });
    await Promise.all(tasks);
    const next = new Map<number, number>();
    return lines.map(({ by }) => {
      const at = next.get(by) ?? 0;
      next.set(by, at + 1);
      const message = queues.get(by)?.[at];
      if (!message) throw new Error("A message was not encrypted.");
      return message;
    });
  }

  /** Requests that hold a list of messages each are one request when they are put in a row. */
  async #send(messages: readonly Uint8Array[], counted: (count: number) => void): Promise<void> {
    for (let at = 0; at < messages.length; at += MESSAGES_PER_REQUEST) {
      const some = messages.slice(at, at + MESSAGES_PER_REQUEST);
      await callNode(this.#url, SEND, Buffer.concat(some));
      counted(some.length);
    }
  }

  #threadOf(person: number): WorldThread {
    return this.#threads[this.#homes[person] ?? 0] as WorldThread;
  }

  #counter(step: WorldProgress["step"], of: number): (count: number) => void {
    let done = 0;
    this.#onProgress({ step, done, of });
    return (count) => {
      done += count;
      this.#onProgress({ step, done, of });
    };
  }
}
