import { expect, it } from "vitest";
import { groupInput, privateMessage } from "../../test-support/mls-bytes.ts";
import {
  isGrowing,
  type NodeUnderTest,
  newTopic,
  read,
  readGroup,
  statusOf,
} from "./node-under-test.ts";
import { openStream } from "./open-stream.ts";

/** What subscribers of groups are told, when, and in which order. */
export function subscriptions(node: () => NodeUnderTest): void {
  const send = (groupId: Uint8Array, ...texts: string[]) =>
    node().mls.sendGroupMessages({ messages: texts.map((text) => groupInput(groupId, text)) });
  const subscribe = async (...filters: { groupId?: Uint8Array; idCursor?: bigint }[]) => {
    const stream = await openStream((o) => node().mls.subscribeGroupMessages({ filters }, o));
    return {
      ...stream,
      data: async (count: number) => (await stream.take(count)).map((each) => read(each).data),
    };
  };
  const expected = (groupId: Uint8Array, ...texts: string[]) =>
    texts.map((text) => privateMessage(groupId, text));

  it("begin with headers, sent before there is any message", async () => {
    const stream = await subscribe({ groupId: newTopic() });
    expect(stream.headers.get("subscribed")).toBe("true");
    stream.stop();
    expect(await stream.ended()).toBe("Canceled");
  });

  it("deliver what is stored after the cursor, then what arrives, each once", async () => {
    const groupId = newTopic();
    await send(groupId, "a", "b", "c");
    const [first] = await readGroup(node(), groupId);
    const [all, rest] = [
      await subscribe({ groupId }),
      await subscribe({ groupId, idCursor: first?.id ?? 0n }),
    ];
    expect(await all.data(3)).toEqual(expected(groupId, "a", "b", "c"));
    expect(await rest.data(2)).toEqual(expected(groupId, "b", "c"));
    await send(groupId, "d");
    await send(groupId, "d");
    await send(groupId, "e");
    for (const stream of [all, rest]) {
      expect(await stream.data(2)).toEqual(expected(groupId, "d", "e"));
      stream.stop();
    }
  });

  it("deliver more history than a page has", async () => {
    const groupId = newTopic();
    const texts = Array.from({ length: 250 }, (_, i) => `m${i}`);
    await send(groupId, ...texts);
    const stream = await subscribe({ groupId });
    expect(await stream.data(250)).toEqual(expected(groupId, ...texts));
    stream.stop();
  });

  it("have a cursor for each topic, and deliver no other topic", async () => {
    const [one, two, foreign] = [newTopic(), newTopic(), newTopic()];
    // A node that polls its store may tell a newcomer what it stored a moment before: be sure that
    // it has told everybody.
    const before = await subscribe({ groupId: one });
    for (const text of ["1a", "1b"]) {
      await send(one, text);
      await before.take(1);
    }
    before.stop();
    await send(two, "2a");
    const last = (await readGroup(node(), one)).at(-1)?.id ?? 0n;
    const stream = await subscribe({ groupId: one, idCursor: last }, { groupId: two });
    expect(await stream.data(1)).toEqual(expected(two, "2a"));
    await send(foreign, "foreign");
    await send(one, "1c");
    expect(await stream.data(1)).toEqual(expected(one, "1c"));
    stream.stop();
  });

  it("deliver a topic that is named twice once", async () => {
    const groupId = newTopic();
    await send(groupId, "a");
    const stream = await subscribe({ groupId }, { groupId });
    await send(groupId, "b");
    expect(await stream.data(2)).toEqual(expected(groupId, "a", "b"));
    await send(groupId, "c");
    expect(await stream.data(1)).toEqual(expected(groupId, "c"));
    stream.stop();
  });

  it("wait for a topic that nobody knows yet", async () => {
    const groupId = newTopic();
    const stream = await subscribe({ groupId, idCursor: 0n });
    await send(groupId, "first");
    expect(await stream.data(1)).toEqual(expected(groupId, "first"));
    stream.stop();
  });

  it("without filters stay open and silent", async () => {
    const [empty, watch] = [await subscribe(), newTopic()];
    const other = await subscribe({ groupId: watch });
    await send(watch, "for others");
    await other.take(1);
    other.stop();
    empty.stop();
    expect(await empty.ended()).toBe("Canceled");
  });

  it("with a filter that names no topic end with an error", async () => {
    const stream = node().mls.subscribeGroupMessages({ filters: [{ groupId: newTopic() }, {}] });
    expect(await statusOf(stream[Symbol.asyncIterator]().next())).toBe("Unknown");
  });

  it("follow thousands of topics", async () => {
    const groups = Array.from({ length: 2000 }, () => newTopic());
    const [first, last] = [groups[0] ?? newTopic(), groups.at(-1) ?? newTopic()];
    await send(last, "stored");
    const stream = await subscribe(...groups.map((groupId) => ({ groupId })));
    expect(await stream.data(1)).toEqual(expected(last, "stored"));
    await send(first, "live");
    expect(await stream.data(1)).toEqual(expected(first, "live"));
    stream.stop();
  });

  it("tell everybody the same in the same order, whoever sends at once", async () => {
    const groupId = newTopic();
    const streams = await Promise.all(Array.from({ length: 5 }, () => subscribe({ groupId })));
    const senders = Array.from({ length: 10 }, async (_, sender) => {
      for (let i = 0; i < 10; i++) await send(groupId, `${sender}.${i}`);
    });
    const received = await Promise.all(streams.map(({ take }) => take(100)));
    await Promise.all(senders);
    const stored = (await readGroup(node(), groupId)).map(({ id }) => id);
    for (const messages of received) {
      const ids = messages.map((message) => read(message).id);
      expect(isGrowing(ids)).toBe(true);
      expect(ids).toEqual(stored);
    }
    for (const { stop } of streams) stop();
  });

  it("lose nothing that is sent while they begin", async () => {
    const groupId = newTopic();
    const sending = (async () => {
      for (let i = 0; i < 60; i++) await send(groupId, `m${i}`);
    })();
    const streams = await Promise.all(Array.from({ length: 6 }, () => subscribe({ groupId })));
    const texts = Array.from({ length: 60 }, (_, i) => `m${i}`);
    for (const stream of streams) {
      expect(await stream.data(60)).toEqual(expected(groupId, ...texts));
      stream.stop();
    }
    await sending;
  });

  it("hold up nobody for a reader who does not read, who misses nothing, or is told and goes on", async () => {
    const groupId = newTopic();
    const [batches, perBatch, text] = [20, 100, "x".repeat(8_000)];
    const [slow, quick] = [await subscribe({ groupId }), await subscribe({ groupId })];
    const all: bigint[] = [];
    for (let batch = 0; batch < batches; batch++) {
      await send(groupId, ...Array.from({ length: perBatch }, (_, i) => `${batch}.${i} ${text}`));
      all.push(...(await quick.take(perBatch)).map((each) => read(each).id));
    }
    expect(isGrowing(all)).toBe(true);
    quick.stop();
    // How much of it fits between them is each node's own; a gap or an end without a word fits nowhere.
    const { messages, status } = await slow.takeUntilEnd(all.length);
    const got = messages.map((each) => read(each).id);
    expect(got).toEqual(all.slice(0, got.length));
    expect(status).toBe(got.length === all.length ? "open" : "Aborted");
    slow.stop();
    const later = await subscribe({ groupId, idCursor: got.at(-1) ?? 0n });
    const rest = await later.take(all.length - got.length);
    expect(rest.map((each) => read(each).id)).toEqual(all.slice(got.length));
    later.stop();
  });

  it("end by the deadline that their client set", async () => {
    const filters = [{ groupId: newTopic() }];
    const stream = node().mls.subscribeGroupMessages({ filters }, { timeoutMs: 200 });
    const status = await statusOf(stream[Symbol.asyncIterator]().next());
    // Who notices first is left open: the client, or a node that then ends in order.
    expect(["DeadlineExceeded", "Canceled", "none"]).toContain(status);
  });
}
