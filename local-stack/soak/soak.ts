import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { privateMessage } from "../test-support/mls-bytes.ts";
import { grpcClients, grpcWebClients, type RawClients } from "../test-support/stack.ts";
import { createRandom } from "../testing/world/seeded-random.ts";
import { SortDirection } from "../xmtp/wire/gen/xmtp/mls_api_pb.ts";
import { type ChaosReport, makeChaos } from "./chaos.ts";
import { add, type Known, LightClient } from "./light-client.ts";
import { NodeProcess } from "./node-process.ts";
import { RealClients } from "./real-clients.ts";
import { type MemoryReport, watchMemory } from "./watch-memory.ts";

export type SoakOptions = {
  seconds: number;
  clients: number;
  seed: number;
  /** How many clients encrypt; the others only frame their messages. */
  realClients: number;
  /** How often each client says something, on average. */
  talkEveryMs: number;
  faultsEveryMs: number;
  killEveryMs: number;
  /** The share of the time, in its middle, in which it is not killed, so that its memory can be seen. */
  unkilledShare: number;
  log: (line: string) => void;
};

export type SoakReport = ChaosReport & {
  messages: number;
  resubscribed: number;
  sentAgain: number;
  /** Sentences, one for each promise that was not kept. */
  broken: string[];
  memory: MemoryReport;
  real: { sent: number; read: number };
};

const CLIENTS_PER_GROUP = 20;
const GROUPS_PER_CLIENT = 2;
const SETTLE_MS = 60_000;

/** Lets many clients talk over a stack that is made to fail and killed, and says what came of it. */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  const { seconds, clients: count, seed, log } = options;
  const folder = await mkdtemp(join(tmpdir(), "local-stack-soak-"));
  const node = await NodeProcess.start(folder);
  const groups = Array.from(
    { length: Math.max(2, Math.ceil((count * GROUPS_PER_CLIENT) / CLIENTS_PER_GROUP)) },
    (_, i) => createHash("md5").update(`${seed}/${i}`).digest(),
  );
  const ways = {
    urls: { grpc: node.urls.grpc, grpcWeb: node.urls["grpc-web"], history: node.urls.history },
  };
  const clients = Array.from({ length: count }, (_, i) => {
    const random = createRandom(seed, `client ${i}`);
    const mine = random.shuffle(groups).slice(0, GROUPS_PER_CLIENT);
    return new LightClient(`c${i}`, i % 2 ? grpcClients(ways) : grpcWebClients(ways), mine, random);
  });
  const real = await RealClients.join(
    ways.urls.grpcWeb,
    options.realClients,
    createRandom(seed, "real"),
  );
  log(`${count} light clients and ${options.realClients} real ones, ${groups.length} groups`);

  const talking = new AbortController();
  const following = new AbortController();
  const memory = watchMemory(node, talking.signal, log);
  const followers = clients.map((client) => client.follow(following.signal));
  const talkers = [
    ...clients.map((client) => client.talk(options.talkEveryMs, talking.signal)),
    real.talk(options.talkEveryMs / 2, talking.signal),
  ];
  const chaos = makeChaos(
    node,
    createRandom(seed, "chaos"),
    {
      everyMs: options.faultsEveryMs,
      killEveryMs: options.killEveryMs,
      spare: middle(seconds * 1000, options.unkilledShare),
    },
    talking.signal,
  );
  try {
    await Promise.race([after(seconds * 1000), chaos]);
    talking.abort();
    const made = await chaos;
    await Promise.all(talkers);
    log(`the talk is over: ${made.faults} faults, ${made.kills} kills`);
    const observer = grpcClients(ways);
    const broken = await findBroken(observer, groups, clients);
    const { sent, histories } = await real.read();
    broken.push(...differences(histories, sent));
    return {
      ...made,
      messages: sum(clients.map(({ acknowledged }) => [...acknowledged.values()].flat().length)),
      resubscribed: sum(clients.map(({ troubles }) => troubles.streams)),
      sentAgain: sum(clients.map(({ troubles }) => troubles.sends)),
      broken,
      memory: await memory,
      real: { sent, read: histories[0]?.length ?? 0 },
    };
  } finally {
    talking.abort();
    following.abort();
    await Promise.allSettled([...followers, ...talkers, chaos]);
    real.close();
    await node.kill("SIGTERM");
    await rm(folder, { recursive: true, force: true });
  }
}

const middle = (lengthMs: number, share: number) => ({
  fromMs: (lengthMs * (1 - share)) / 2,
  toMs: (lengthMs * (1 + share)) / 2,
});

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);

/** Waits until everybody has heard everything, and compares it with what is stored. */
async function findBroken(
  observer: RawClients,
  groups: readonly Buffer[],
  clients: readonly LightClient[],
): Promise<string[]> {
  const broken: string[] = [];
  const untilMs = performance.now() + SETTLE_MS;
  for (const [place, group] of groups.entries()) {
    const { known, texts } = await readStored(observer, group);
    const members = clients.filter((client) => client.groups.includes(group));
    for (const member of members) {
      while (member.knows(group).count < known.count && performance.now() < untilMs)
        await after(50);
      const has = member.knows(group);
      if (has.digest !== known.digest) {
        broken.push(
          `A client has ${has.count} messages of group ${place}, of ${known.count}, or another order.`,
        );
      }
      const acknowledged = member.acknowledged.get(group) ?? [];
      const lost = acknowledged.filter((text) => texts.get(text) !== 1);
      if (lost.length > 0)
        broken.push(`Acknowledged in group ${place} and not stored once: ${lost.join(", ")}.`);
    }
  }
  return broken;
}

/** All that is stored of a group, and how often each text is. */
async function readStored({ mls }: RawClients, groupId: Buffer) {
  let known: Known = { count: 0, cursor: 0n, digest: "" };
  const texts = new Map<string, number>();
  const before = privateMessage(groupId, "").length;
  for (;;) {
    const pagingInfo = { direction: SortDirection.ASCENDING, idCursor: known.cursor };
    const { messages } = await mls.queryGroupMessages({ groupId, pagingInfo });
    if (messages.length === 0) return { known, texts };
    for (const { version } of messages) {
      if (version.case !== "v1") continue;
      const text = Buffer.from(version.value.data).subarray(before).toString();
      texts.set(text, (texts.get(text) ?? 0) + 1);
      known = add(known, version.value.id, version.value.data);
    }
  }
}

function differences(histories: readonly string[][], sent: number): string[] {
  const [first = [], ...others] = histories;
  const broken: string[] = [];
  if (others.some((history) => history.join() !== first.join())) {
    broken.push("Clients that encrypt have read different histories.");
  }
  if (first.length !== sent)
    broken.push(`Clients that encrypt wrote ${sent} messages and read ${first.length}.`);
  return broken;
}
