import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catchUpThenLive } from "./catch-up-then-live.ts";
import { SlowReaderError } from "./live-queue.ts";
import { TopicHub, topicKey } from "./topic-hub.ts";

type Stored = { id: bigint; topic: string };

const TOPICS = ["red", "green", "blue"];
const bytes = (topic: string) => Buffer.from(topic);
const UNLIMITED = { maxMessages: 1_000_000, maxBytes: 1_000_000 };

/** A store and hub as the node has them: stored first, then published. */
function createNetwork(limits = UNLIMITED, pageSize = 3) {
  const hub = new TopicHub<Stored>(limits);
  const log: Stored[] = [];
  return {
    hub,
    log,
    publish(topic: string) {
      const message = { id: BigInt(log.length + 1), topic };
      log.push(message);
      hub.publish({ topic: topicKey(bytes(topic)), id: message.id, message, sizeBytes: 10 });
    },
    subscribe(cursors: Record<string, bigint>, signal: AbortSignal) {
      const filters = Object.entries(cursors).map(([topic, cursor]) => ({
        topic: bytes(topic),
        cursor,
      }));
      const page = (topic: Uint8Array, cursor: bigint) =>
        log.filter((m) => m.id > cursor && bytes(m.topic).equals(topic)).slice(0, pageSize);
      return catchUpThenLive(filters, { hub, page, signal });
    },
  };
}

describe("catchUpThenLive", () => {
  it("delivers everything after the cursors once and in order, however publishing interleaves", async () => {
    const publish = fc.record({ do: fc.constant("publish"), topic: fc.constantFrom(...TOPICS) });
    const read = fc.record({ do: fc.constant("read"), topic: fc.constant("") });
    const cursor = fc.bigInt({ min: 0n, max: 12n });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...TOPICS), { maxLength: 15 }),
        fc.array(fc.oneof(publish, read), { maxLength: 40 }),
        fc.record({ red: cursor, green: cursor }),
        async (before, steps, cursors) => {
          const network = createNetwork();
          before.forEach(network.publish);
          const ended = new AbortController();
          const stream = network.subscribe(cursors, ended.signal);
          const delivered: Stored[] = [];
          const wanted = () =>
            network.log.filter((m) => m.id > (cursors[m.topic as "red" | "green"] ?? 99n));
          const readOne = async () => {
            if (delivered.length >= wanted().length) return;
            const { value } = await stream.next();
            if (value) delivered.push(value);
          };
          for (const step of steps) {
            if (step.do === "publish") network.publish(step.topic);
            else await readOne();
          }
          while (delivered.length < wanted().length) await readOne();
          for (const topic of TOPICS) {
            const of = (messages: Stored[]) => messages.filter((m) => m.topic === topic);
            expect(of(delivered)).toEqual(of(wanted()));
          }
          ended.abort(new Error("over"));
          await expect(stream.next()).rejects.toThrow("over");
          expect(network.hub.subscriptions).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("delivers a topic that is asked for twice once, from the earlier cursor", async () => {
    const network = createNetwork();
    for (let i = 0; i < 3; i++) network.publish("red");
    const page = (_topic: Uint8Array, cursor: bigint) => network.log.filter((m) => m.id > cursor);
    const filters = [
      { topic: bytes("red"), cursor: 2n },
      { topic: bytes("red"), cursor: 1n },
    ];
    const { signal } = new AbortController();
    const stream = catchUpThenLive(filters, { hub: network.hub, page, signal });
    const ids = [await stream.next(), await stream.next()].map(({ value }) => value?.id);
    const live = stream.next();
    network.publish("red");
    expect([...ids, (await live).value?.id]).toEqual([2n, 3n, 4n]);
    await stream.return(undefined);
  });

  it("ends a reader that falls behind with an error instead of leaving messages out", async () => {
    const network = createNetwork({ maxMessages: 5, maxBytes: 1000 });
    const stream = network.subscribe({ red: 0n }, new AbortController().signal);
    network.publish("red");
    expect((await stream.next()).value?.id).toBe(1n);
    for (let i = 0; i < 6; i++) network.publish("red");
    await expect(stream.next()).rejects.toThrow(SlowReaderError);
    expect(network.hub.subscriptions).toBe(0);
  });

  it("counts bytes as well as messages", async () => {
    const network = createNetwork({ maxMessages: 1000, maxBytes: 25 });
    const stream = network.subscribe({ red: 0n }, new AbortController().signal);
    network.publish("red");
    await stream.next();
    for (let i = 0; i < 3; i++) network.publish("red");
    await expect(stream.next()).rejects.toThrow(SlowReaderError);
  });

  it("stops reading a long list of topics when the reader leaves", async () => {
    const network = createNetwork();
    const ended = new AbortController();
    let pages = 0;
    const page = () => {
      if (++pages === 150) ended.abort(new Error("over"));
      return [];
    };
    const filters = Array.from({ length: 5_000 }, (_, index) => ({
      topic: bytes(`topic ${index}`),
      cursor: 0n,
    }));
    const stream = catchUpThenLive(filters, { hub: network.hub, page, signal: ended.signal });
    await expect(stream.next()).rejects.toThrow("over");
    expect(pages).toBeLessThan(300);
    expect(network.hub.subscriptions).toBe(0);
  });

  it("frees its place in the hub when the reader leaves", async () => {
    const network = createNetwork();
    network.publish("red");
    const stream = network.subscribe({ red: 0n }, new AbortController().signal);
    await stream.next();
    expect(network.hub.subscriptions).toBe(1);
    await stream.return(undefined);
    expect(network.hub.subscriptions).toBe(0);
  });
});
