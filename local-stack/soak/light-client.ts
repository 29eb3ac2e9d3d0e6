import { createHash } from "node:crypto";
import { setTimeout as after } from "node:timers/promises";
import { privateMessage } from "../test-support/mls-bytes.ts";
import type { RawClients } from "../test-support/stack.ts";
import type { Random } from "../testing/world/seeded-random.ts";

/** What one client knows of one group: how much, up to where, and a digest of all of it in order. */
export type Known = { count: number; cursor: bigint; digest: string };

const NOTHING: Known = { count: 0, cursor: 0n, digest: "" };
const CALL_MS = 5_000;
/** A stream that says nothing for so long although there is news is taken for dead. */
const WATCH_MS = 2_000;

export function add(known: Known, id: bigint, data: Uint8Array): Known {
  const digest = createHash("sha256")
    .update(`${known.digest}/${id}/`)
    .update(data)
    .digest("base64");
  return { count: known.count + 1, cursor: id, digest };
}

/**
 * A client that speaks the wire's protocol and no MLS: its messages have real framing and no ciphertext. It
 * follows its groups, comes back from its cursor whenever a stream ends or falls silent, and sends
 * each message until it is acknowledged.
 */
export class LightClient {
  /** What it has sent, by name, once that was acknowledged. */
  readonly acknowledged = new Map<Buffer, string[]>();
  /** How often it had to subscribe anew, and how often it sent again. */
  readonly troubles = { streams: 0, sends: 0 };
  readonly groups: readonly Buffer[];
  readonly #name: string;
  readonly #node: RawClients;
  readonly #random: Random;
  readonly #known = new Map<string, Known>();
  #heardAtMs = 0;

  constructor(name: string, node: RawClients, groups: readonly Buffer[], random: Random) {
    this.#name = name;
    this.#node = node;
    this.groups = groups;
    this.#random = random;
    for (const group of groups) this.acknowledged.set(group, []);
  }

  knows(group: Buffer): Known {
    return this.#known.get(group.toString("hex")) ?? NOTHING;
  }

  /** Follows its groups until it is told to stop. */
  async follow(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      const attempt = new AbortController();
      const signal = AbortSignal.any([stop, attempt.signal]);
      const watching = this.#watch(attempt, signal);
      const filters = this.groups.map((groupId) => ({
        groupId,
        idCursor: this.knows(groupId).cursor,
      }));
      try {
        for await (const message of this.#node.mls.subscribeGroupMessages(
          { filters },
          { signal },
        )) {
          if (message.version.case === "v1") this.#hear(message.version.value);
        }
      } catch {
        // Whatever ended it, the next one begins where this one was.
      }
      attempt.abort();
      await watching;
      this.troubles.streams++;
      await this.#rest(300, stop);
    }
  }

  /** Says something every `everyMs` on average, until it is told to stop and all of it is acknowledged. */
  async talk(everyMs: number, stop: AbortSignal): Promise<void> {
    for (let n = 1; !stop.aborted; n++) {
      await this.#rest(2 * everyMs, stop);
      if (stop.aborted) return;
      const group = this.#random.pick(this.groups);
      const text = `${this.#name}/${n}`;
      const data = privateMessage(group, text);
      while (!(await this.#send(data))) {
        this.troubles.sends++;
        await after(50 + this.#random.below(300));
      }
      this.acknowledged.get(group)?.push(text);
    }
  }

  async #send(data: Buffer): Promise<boolean> {
    const messages = [{ version: { case: "v1" as const, value: { data } } }];
    return this.#node.mls.sendGroupMessages({ messages }, { timeoutMs: CALL_MS }).then(
      () => true,
      () => false,
    );
  }

  #hear({ groupId, id, data }: { groupId: Uint8Array; id: bigint; data: Uint8Array }): void {
    const key = Buffer.from(groupId).toString("hex");
    const known = this.#known.get(key) ?? NOTHING;
    // What comes twice is known by its id, as clients of the network know it.
    if (id <= known.cursor) return;
    this.#heardAtMs = performance.now();
    this.#known.set(key, add(known, id, data));
  }

  async #watch(attempt: AbortController, signal: AbortSignal): Promise<void> {
    this.#heardAtMs = performance.now();
    while (!signal.aborted) {
      await this.#rest(WATCH_MS, signal);
      if (signal.aborted || performance.now() - this.#heardAtMs < WATCH_MS) continue;
      const isBehind = await this.#isBehind(signal);
      if (isBehind && performance.now() - this.#heardAtMs >= WATCH_MS) attempt.abort();
    }
  }

  async #isBehind(signal: AbortSignal): Promise<boolean> {
    try {
      const options = { signal, timeoutMs: CALL_MS };
      const groupIds = [...this.groups];
      const { responses } = await this.#node.mls.getNewestGroupMessage({ groupIds }, options);
      return responses.some(({ groupMessage }, i) => {
        const newest = groupMessage?.version.value?.id ?? 0n;
        return newest > this.knows(this.groups[i] as Buffer).cursor;
      });
    } catch {
      return false;
    }
  }

  async #rest(mostMs: number, signal: AbortSignal): Promise<void> {
    await after(this.#random.below(mostMs), undefined, { signal }).catch(() => {});
  }
}
