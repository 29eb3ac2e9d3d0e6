import { beforeEach, describe, expect, it } from "vitest";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import type { FakeNetwork } from "@/tests/fakes/fake-network.ts";
import type { FakePeers } from "@/tests/fakes/fake-peers.ts";
import { BO } from "@/tests/fakes/people.ts";
import { Caller, twoCallers } from "@/tests/fakes/two-callers.ts";
import type { VirtualHost } from "@/tests/fakes/virtual-host.ts";
import type { CallMedia } from "../core/signal.ts";

const RELAYS = async () => [{ urls: ["turn:relay"], username: "1", credential: "opens" }];

let network: FakeNetwork;
let host: VirtualHost;
let peers: FakePeers;
let alix: Caller;
let bo: Caller;
let withBo: ThreadKey;
let withAlix: ThreadKey;
let connect: (media?: CallMedia) => Promise<void>;

beforeEach(async () => {
  ({ network, host, peers, alix, bo, withBo, withAlix, connect } = await twoCallers());
});

describe("a call between two people", () => {
  it("rings there, is taken, and both have one code, one path, and a stream", async () => {
    await alix.on.call(withBo, "video");
    await host.settle();
    expect(alix.view.call.kind).toBe("outgoing");
    expect(bo.view.call).toMatchObject({ kind: "incoming", media: "video" });
    expect(alix.sounds.at(-1)).toBe("wait");
    expect(bo.sounds.at(-1)).toBe("ring");
    expect(peers.takenNow(), "nobody takes a camera before somebody answers").toHaveLength(1);
    bo.on.accept("video");
    await host.settle();
    for (const { view, sounds } of [alix, bo]) {
      expect(view.call.kind).toBe("connected");
      expect(view.path).toEqual({ kind: "direct", how: "same-network" });
      expect(view.other.stream).toBeDefined();
      expect(sounds.at(-1)).toBe("stop");
    }
    expect(alix.view.safetyCode).toMatch(/^\d{4} \d{4}$/);
    expect(bo.view.safetyCode).toBe(alix.view.safetyCode);
    // Invitation, acceptance and answer; the end will be the fourth.
    expect(network.calls.map(({ signal }) => signal.type)).toEqual(["invite", "accept", "answer"]);
    await host.pass(10_000);
    expect(alix.view.details).toEqual({
      roundTripMs: 12,
      lostFraction: 0,
      asked: [],
      receivedBitsPerS: 8_000,
      sentBitsPerS: 16_000,
      codecs: ["opus"],
      relays: [],
    });
    alix.on.hangUp();
    await host.settle();
    expect(bo.view.call).toMatchObject({ kind: "ended", how: "hung-up", durationMs: 10_000 });
    expect(network.calls).toHaveLength(4);
    expect([peers.openNow(), peers.takenNow()]).toEqual([[], []]);
    for (const { view } of [alix, bo]) {
      expect(view).not.toHaveProperty("path");
      expect(view).not.toHaveProperty("details");
      expect(view).not.toHaveProperty("safetyCode");
      expect(view.own).not.toHaveProperty("stream");
    }
  });

  it("is one row of its thread, which says at last how long it was, and nothing to read", async () => {
    bo.messaging.openThread(withAlix);
    await host.settle();
    bo.messaging.markRead(withAlix);
    await connect("video");
    await host.pass(10_000);
    bo.on.hangUp();
    await host.settle();
    for (const [one, thread] of [
      [alix, withBo],
      [bo, withAlix],
    ] as const) {
      one.messaging.openThread(thread);
      await host.settle();
      const contents = one.messages(thread).map(({ content }) => content);
      const outcome = { kind: "answered", durationMs: 10_000 };
      expect(contents).toEqual([
        expect.objectContaining({ text: "hello" }),
        { type: "call", media: "video", outcome },
      ]);
      expect(one.messaging.store.getState().rows[0]).toMatchObject({
        unreadCount: 0,
        preview: { content: { type: "call" } },
      });
    }
  });

  it("asks for no word of having been read but where it was missed", async () => {
    for (const [one, thread] of [
      [alix, withBo],
      [bo, withAlix],
    ] as const) {
      one.messaging.openThread(thread);
      await host.settle();
    }
    const readByBo = () => alix.thread(withBo).readUntilMs?.get(bo.client().inboxId) ?? 0;
    bo.messaging.markRead(withAlix);
    await host.pass(5_000);
    const before = readByBo();
    expect(before).toBeGreaterThan(0);
    await connect();
    bo.messaging.markRead(withAlix);
    await host.pass(60_000);
    bo.on.hangUp();
    await host.settle();
    bo.messaging.markRead(withAlix);
    await host.pass(60_000);
    expect(readByBo()).toBe(before);
    await alix.on.call(withBo, "audio");
    await host.settle();
    // Seen while it rang, and by nobody taken.
    bo.messaging.markRead(withAlix);
    await host.pass(60_000);
    expect(readByBo()).toBeGreaterThan(before);
  });

  it("is declined, taken back, or answered by nobody, and leaves no device open", async () => {
    await alix.on.call(withBo, "audio");
    await host.settle();
    bo.on.decline();
    await host.settle();
    expect(alix.view.call).toMatchObject({ kind: "ended", how: "declined" });

    await alix.on.call(withBo, "audio");
    await host.settle();
    alix.on.hangUp();
    await host.settle();
    expect(bo.view.call).toMatchObject({ kind: "ended", how: "missed" });
    expect(bo.sounds.at(-1)).toBe("stop");

    await alix.on.call(withBo, "audio");
    await host.pass(46_000);
    expect(alix.view.call).toMatchObject({ kind: "ended", how: "no-answer" });
    expect(bo.view.call).toMatchObject({ kind: "ended", how: "missed" });
    expect([peers.openNow(), peers.takenNow()]).toEqual([[], []]);
  });

  it("of both at once is one call", async () => {
    const opened = Promise.withResolvers<void>();
    peers.asking = opened.promise;
    const calling = [alix.on.call(withBo, "audio"), bo.on.call(withAlix, "audio")];
    opened.resolve();
    await Promise.all(calling);
    await host.settle();
    expect([alix.view.call.kind, bo.view.call.kind]).toEqual(["connected", "connected"]);
    expect(alix.view.safetyCode).toBe(bo.view.safetyCode);
    expect(peers.openNow()).toHaveLength(2);
  });

  it("is that of who called first, when one was about to call them", async () => {
    const opened = Promise.withResolvers<void>();
    peers.asking = opened.promise;
    const calling = alix.on.call(withBo, "audio");
    await host.settle();
    peers.asking = Promise.resolve();
    await bo.on.call(withAlix, "audio");
    await host.settle();
    expect(alix.view.call.kind).toBe("incoming");
    opened.resolve();
    await calling;
    await host.settle();
    expect([alix.view.call.kind, bo.view.call.kind]).toEqual(["connected", "connected"]);
    expect(peers.openNow()).toHaveLength(2);
  });

  it("fails on both sides where no path leads, and gives the devices back", async () => {
    peers.walled = true;
    await connect();
    expect(alix.view.call.kind).toBe("connecting");
    await host.pass(21_000);
    for (const { view } of [alix, bo]) {
      expect(view).toMatchObject({ call: { kind: "ended", how: "failed" }, hasRelay: false });
    }
    expect([peers.openNow(), peers.takenNow()]).toEqual([[], []]);
  });

  it("tells nobody of a call for which there is no microphone, and says why", async () => {
    peers.denied = true;
    await alix.on.call(withBo, "audio");
    expect(alix.view).toMatchObject({ call: { kind: "idle" }, problem: "call.not-allowed" });
    expect(alix.view).not.toHaveProperty("preparing");
    expect(network.calls).toEqual([]);
    alix.on.dismiss();
    expect(alix.view).not.toHaveProperty("problem");
  });

  it("that is given up while the browser asks for the microphone rings nowhere", async () => {
    const opened = Promise.withResolvers<void>();
    peers.asking = opened.promise;
    const calling = alix.on.call(withBo, "audio");
    expect(alix.view.preparing).toMatchObject({ thread: withBo });
    alix.on.hangUp();
    opened.resolve();
    await calling;
    await host.settle();
    expect(network.calls).toEqual([]);
    expect([peers.openNow(), peers.takenNow()]).toEqual([[], []]);
    expect(alix.view.call.kind).toBe("idle");
  });

  it("is heard of by who muted themselves", async () => {
    await connect();
    await alix.on.setMicrophone(false);
    expect(alix.view.own.hasMicrophone).toBe(false);
    expect(bo.view.other.hasMicrophone).toBe(false);
  });

  it("tells a stranger no address, and lets none ring", async () => {
    await bo.messaging.setConsent(withAlix, "unknown");
    await host.settle();
    await alix.on.call(withBo, "audio");
    await host.settle();
    expect(bo.view.call.kind).toBe("idle");
    expect(bo.sounds).not.toContain("ring");
    expect(peers.all.map(({ options }) => options.isRelayOnly)).toEqual([false]);
    bo.relays = RELAYS;
    await bo.on.call(withAlix, "audio");
    expect(peers.all.at(-1)?.options.isRelayOnly).toBe(true);
  });

  it("goes through a relay at whoever wants that of all calls", async () => {
    bo.relaysAll = true;
    bo.relays = RELAYS;
    await connect();
    expect(peers.all.map(({ options }) => options.isRelayOnly)).toEqual([false, true]);
  });

  it("rings nowhere where it may go through a relay only, and there is none", async () => {
    alix.relaysAll = true;
    alix.relays = async () => [{ urls: ["stun:relay"] }];
    await alix.on.call(withBo, "audio");
    await host.settle();
    expect(alix.view).toMatchObject({
      call: { kind: "idle" },
      problem: "call.no-relay",
      again: { thread: withBo, media: "audio" },
    });
    expect(network.calls).toEqual([]);
    expect([peers.openNow(), peers.takenNow()]).toEqual([[], []]);
    alix.relays = RELAYS;
    await alix.on.call(withBo, "audio");
    expect(alix.view.call.kind).toBe("outgoing");
    expect(alix.view).not.toHaveProperty("again");
  });
});

describe("a call whose path breaks after nine minutes", () => {
  const givenAt = () => [{ urls: ["turn:relay"], username: `${host.nowMs()}`, credential: "" }];

  async function breakAfterNineMinutes(): Promise<void> {
    for (const one of [alix, bo]) one.relays = async () => givenAt();
    await connect();
    await host.pass(9 * 60_000);
  }
  async function offerAgain(): Promise<void> {
    for (const { options } of peers.openNow()) options.onTransport("failed");
    await host.settle();
  }
  const inUse = () => peers.openNow().map(({ relays }) => relays);

  it("goes through the relays with what opens them now, on both sides", async () => {
    await breakAfterNineMinutes();
    expect(inUse()).not.toContainEqual(givenAt());
    await offerAgain();
    expect(network.calls.at(-1)?.signal).toMatchObject({ type: "restart", kind: "answer" });
    expect(inUse()).toEqual([givenAt(), givenAt()]);
  });

  it("keeps what it has where the server gives nothing", async () => {
    await breakAfterNineMinutes();
    const before = inUse();
    alix.relays = async () => [];
    bo.relays = async () => {
      throw new Error("The server is away");
    };
    await offerAgain();
    expect(network.calls.at(-1)?.signal).toMatchObject({ type: "restart", kind: "answer" });
    expect(inUse()).toEqual(before);
    expect(before.flat()).toHaveLength(2);
  });
});

it("a call outlives a network that takes no signals for fifteen seconds", async () => {
  await connect();
  network.faults.down = true;
  for (const { options } of peers.openNow()) options.onTransport("failed");
  await host.pass(15_000);
  for (const { view } of [alix, bo]) expect(view.call.kind).toBe("reconnecting");
  network.faults.down = false;
  await host.pass(10_000);
  expect(network.calls.map(({ signal }) => signal.type)).toContain("restart");
});

describe("a call that came while nobody listened", () => {
  it("rings as long as it is open, and not when it is over", async () => {
    network.faults.silentStreams = true;
    await alix.on.call(withBo, "audio");
    await host.settle();
    const late = new Caller(network, BO, host);
    await late.open();
    await late.messaging.setConsent(withAlix, "allowed");
    late.listen(peers);
    await host.settle();
    expect(late.view.call).toMatchObject({ kind: "incoming", thread: withAlix });

    alix.on.hangUp();
    await host.settle();
    const later = new Caller(network, BO, host);
    await later.open();
    await later.messaging.setConsent(withAlix, "allowed");
    later.listen(peers);
    await host.settle();
    expect(later.view.call.kind).toBe("idle");
    expect(later.sounds).not.toContain("ring");
  });
});
