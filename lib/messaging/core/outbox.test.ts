import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ErrorCode } from "@/lib/errors/codes.ts";
import {
  emptyOutbox,
  type Outbox,
  type OutboxEffect,
  type OutboxEvent,
  stepOutbox,
  toStored,
} from "./outbox.ts";
import type { MessageId, ThreadKey } from "./records.ts";

const content = { type: "text", text: "hi" } as const;

function run(events: OutboxEvent[], nowMs = 0): [Outbox, OutboxEffect[]] {
  let outbox = emptyOutbox();
  const effects: OutboxEffect[] = [];
  for (const event of events) {
    const [next, more] = stepOutbox(outbox, event, nowMs);
    outbox = next;
    effects.push(...more);
  }
  return [outbox, effects];
}

function written(key: string, thread: ThreadKey = "dm:bo"): OutboxEvent {
  return { kind: "written", key, thread, content };
}

function transmitted(effects: OutboxEffect[]): string[] {
  return effects.flatMap((effect) => (effect.kind === "transmit" ? [effect.item.key] : []));
}

describe("outbox", () => {
  it("sends one message of a thread at a time, and threads beside each other", () => {
    const [, effects] = run([written("a"), written("b"), written("c", "dm:caro")]);
    expect(transmitted(effects)).toEqual(["a", "c"]);
  });

  it("holds everything while the network is away, and starts with the oldest when it is back", () => {
    const [away, none] = run([{ kind: "reachable", reachable: false }, written("a"), written("b")]);
    expect(transmitted(none)).toEqual([]);
    expect(away.queue.map(({ state }) => state.kind)).toEqual(["waiting", "waiting"]);
    const [, effects] = stepOutbox(away, { kind: "reachable", reachable: true }, 0);
    expect(transmitted(effects)).toEqual(["a"]);
  });

  it("tries again later and later, but within seconds, while the network fails", () => {
    let [outbox] = run([written("a")]);
    const delays: number[] = [];
    for (let nowMs = 0; delays.length < 8; ) {
      const refused: OutboxEvent = { kind: "refused", key: "a", reason: "xmtp.unreachable" };
      const [waiting, effects] = stepOutbox(outbox, refused, nowMs);
      const wake = effects.find((effect) => effect.kind === "wake");
      if (wake?.kind !== "wake") throw new Error("nobody wakes the outbox");
      delays.push(wake.atMs - nowMs);
      const rang: OutboxEvent = { kind: "retry-due", atMs: wake.atMs };
      const early: OutboxEvent = { kind: "retry-due", atMs: wake.atMs - 1 };
      expect(transmitted(stepOutbox(waiting, early, wake.atMs - 1)[1])).toEqual([]);
      const anHourBack = stepOutbox(waiting, rang, wake.atMs - 3_600_000);
      expect(transmitted(anHourBack[1]), "with the clock set back").toEqual(["a"]);
      nowMs = wake.atMs;
      const [next, more] = stepOutbox(waiting, rang, nowMs);
      expect(transmitted(more)).toEqual(["a"]);
      outbox = next;
    }
    expect(delays).toEqual([500, 1000, 2000, 4000, 5000, 5000, 5000, 5000]);
  });

  it("takes up after a reload what was on its way, and leaves failed what had failed", () => {
    const [before] = run([
      written("a"),
      { kind: "prepared", key: "a", messageId: "id-a" as MessageId },
      written("b", "dm:caro"),
      { kind: "refused", key: "b", reason: "xmtp.refused" },
    ]);
    const [after, effects] = run([{ kind: "restored", items: before.queue.map(toStored) }]);
    expect(transmitted(effects)).toEqual(["a"]);
    expect(after.queue).toMatchObject([
      { key: "a", messageId: "id-a", state: { kind: "sending" } },
      { key: "b", state: { kind: "failed", reason: "xmtp.refused" } },
    ]);
  });

  it("keeps first in, first out, one at a time and once, whatever happens", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 999 }), { maxLength: 200 }), (choices) => {
        const world = new World();
        for (const choice of choices) world.act(choice);
        world.finish();
        expect(world.outbox.queue.filter(({ state }) => state.kind !== "failed")).toEqual([]);
        expect(new Set(world.published).size).toBe(world.published.length);
        expect([...world.published, ...world.failedKeys()].sort()).toEqual(world.keys.sort());
      }),
      { numRuns: 300 },
    );
  });
});

/** Plays the flow and the network with random luck, and checks every transmission. */
class World {
  outbox = emptyOutbox();
  keys: string[] = [];
  published: string[] = [];
  #underWay = new Map<string, ThreadKey>();
  #nowMs = 0;

  act(choice: number): void {
    const [action, pick] = [choice % 8, Math.floor(choice / 8)];
    const threads: ThreadKey[] = ["dm:bo", "dm:caro"];
    if (action <= 2) this.#write(threads[pick % 2] as ThreadKey);
    else if (action === 3) this.#answer(pick, undefined);
    else if (action === 4) this.#answer(pick, "xmtp.unreachable");
    else if (action === 5) this.#answer(pick, "xmtp.refused");
    else if (action === 6) this.#step({ kind: "reachable", reachable: pick % 2 === 0 });
    else {
      this.#nowMs += pick * 100;
      this.#step({ kind: "retry-due", atMs: pick % 2 ? this.outbox.retryAtMs : this.#nowMs });
    }
  }

  /** The network becomes perfect: everything that did not fail must leave. */
  finish(): void {
    this.#step({ kind: "reachable", reachable: true });
    while (this.#underWay.size > 0) this.#answer(0, undefined);
  }

  failedKeys(): string[] {
    return this.outbox.queue.map(({ key }) => key);
  }

  #write(thread: ThreadKey): void {
    const key = `m${this.keys.length}`;
    this.keys.push(key);
    this.#step(written(key, thread));
  }

  #answer(pick: number, reason: ErrorCode | undefined): void {
    const key = [...this.#underWay.keys()][pick % Math.max(1, this.#underWay.size)];
    if (key === undefined) return;
    this.#underWay.delete(key);
    if (!reason) this.published.push(key);
    this.#step(reason ? { kind: "refused", key, reason } : { kind: "published", key });
  }

  #step(event: OutboxEvent): void {
    const [next, effects] = stepOutbox(this.outbox, event, this.#nowMs);
    this.outbox = next;
    for (const effect of effects) {
      if (effect.kind !== "transmit") continue;
      const { key, thread } = effect.item;
      expect([...this.#underWay.values()]).not.toContain(thread);
      expect(this.published).not.toContain(key);
      const first = this.outbox.queue.find(
        (item) => item.thread === thread && item.state.kind !== "failed",
      );
      expect(first?.key).toBe(key);
      this.#underWay.set(key, thread);
    }
  }
}
