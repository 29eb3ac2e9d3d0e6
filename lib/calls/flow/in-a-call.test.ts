import { beforeEach, describe, expect, it } from "vitest";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import type { FakeNetwork } from "@/tests/fakes/fake-network.ts";
import type { FakePeers } from "@/tests/fakes/fake-peers.ts";
import { ALIX } from "@/tests/fakes/people.ts";
import { Caller, twoCallers } from "@/tests/fakes/two-callers.ts";
import type { VirtualHost } from "@/tests/fakes/virtual-host.ts";
import { SYSTEM_DEVICES } from "../core/devices.ts";
import type { CallMedia } from "../core/signal.ts";

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

describe("a call that goes on", () => {
  it("is spoken into what was chosen before, and into what is chosen meanwhile", async () => {
    alix.chosen = { ...SYSTEM_DEVICES, microphone: "headset" };
    await connect();
    expect(peers.media[0]?.options.devices.microphone).toBe("headset");
    alix.choose({ microphone: "desk" });
    await host.settle();
    expect(peers.media[0]?.uses).toMatchObject({ microphone: "desk", camera: "" });
    expect(peers.media[1]?.uses.microphone).toBe("");
  });

  it("goes on with another device when one is unplugged, and says so", async () => {
    await connect();
    peers.media[0]?.options.onDeviceGone("microphone");
    await host.settle();
    expect(alix.view.replaced).toEqual({ kind: "microphone", label: "Another microphone" });
    expect(alix.view).not.toHaveProperty("problem");
    expect(alix.view.call.kind).toBe("connected");
    alix.choose({ microphone: "desk" });
    expect(alix.view).not.toHaveProperty("replaced");
  });

  it("takes what was unplugged again when it is plugged in, and not before", async () => {
    const headset = { kind: "microphone", id: "headset", label: "Headset" } as const;
    const uses = () => peers.media[0]?.uses.microphone;
    alix.chosen = { ...SYSTEM_DEVICES, microphone: "headset" };
    await connect();
    peers.media[0]?.options.onDeviceGone("microphone");
    await host.settle();
    expect(uses()).toBe("");
    // Something else is settled meanwhile.
    alix.choose({ speaker: "loud" });
    alix.plugIn({ ...headset, id: "desk" });
    await host.settle();
    expect(uses()).toBe("");
    expect(alix.view.replaced).toBeDefined();
    alix.plugIn(headset);
    await host.settle();
    expect(uses()).toBe("headset");
    expect(alix.view).not.toHaveProperty("replaced");
  });

  it("goes on in silence when there is no other device, and the other side hears of it", async () => {
    await connect();
    peers.unplugged = true;
    peers.media[0]?.options.onDeviceGone("microphone");
    await host.settle();
    expect(alix.view).toMatchObject({
      problem: "call.device-gone",
      own: { hasMicrophone: false },
      call: { kind: "connected" },
    });
    expect(bo.view.other.hasMicrophone).toBe(false);
    await alix.on.setMicrophone(true);
    expect(alix.view).not.toHaveProperty("problem");
    expect(bo.view.other.hasMicrophone).toBe(true);
  });

  it("is silent where one talks by a key, but while it is held, whatever button is pressed", async () => {
    alix.talksByKey = true;
    await connect();
    const isHeard = () => [alix.view.own.hasMicrophone, bo.view.other.hasMicrophone];
    expect(isHeard()).toEqual([false, false]);
    await alix.on.setMicrophone(true);
    expect(isHeard()).toEqual([false, false]);
    await alix.on.hold(true);
    expect(isHeard()).toEqual([true, true]);
    await alix.on.hold(false);
    expect(isHeard()).toEqual([false, false]);
    alix.talksByKey = false;
    alix.choose({});
    await host.settle();
    expect(isHeard()).toEqual([true, true]);
  });

  it("is silent in the end where a key is let go while a microphone is taken again", async () => {
    alix.talksByKey = true;
    await connect();
    const taken = Promise.withResolvers<void>();
    peers.asking = taken.promise;
    const held = alix.on.hold(true);
    const letGo = alix.on.hold(false);
    taken.resolve();
    await Promise.all([held, letGo]);
    expect([alix.view.own.hasMicrophone, bo.view.other.hasMicrophone]).toEqual([false, false]);
  });

  it("shares a screen until either button for it is pressed, or none when nothing is chosen", async () => {
    await connect();
    await alix.on.setScreen(true);
    expect([alix.view.own.hasScreen, bo.view.other.hasScreen]).toEqual([true, true]);
    expect(bo.view.other.screen).toBeDefined();
    peers.media[0]?.options.onScreenEnded();
    expect(alix.view.own.hasScreen).toBe(false);
    peers.shares = false;
    await alix.on.setScreen(true);
    expect([alix.view.own.hasScreen, bo.view.other.hasScreen]).toEqual([false, false]);
    expect(alix.view).not.toHaveProperty("problem");
  });

  it("goes on while the network is down, ends on both sides, and is told in its row later", async () => {
    await connect();
    network.faults.down = true;
    await host.pass(10_000);
    expect([alix.view.call.kind, bo.view.call.kind]).toEqual(["connected", "connected"]);
    await bo.on.setMicrophone(false);
    expect(alix.view.other.hasMicrophone).toBe(false);
    bo.on.hangUp();
    await host.settle();
    for (const { view } of [alix, bo]) {
      expect(view.call).toMatchObject({ kind: "ended", how: "hung-up", durationMs: 10_000 });
    }
    expect(network.calls).toHaveLength(3);
    await host.pass(60_000);
    network.faults.down = false;
    await host.pass(2_000);
    expect(network.calls.at(-1)?.signal).toMatchObject({ type: "end", durationMs: 10_000 });
  });
});

describe("a call whose page is loaded anew", () => {
  /** Another page of the same tab, which knows what the last one left. */
  async function reload({ isSudden = false, afterMs = 5_000 } = {}): Promise<Caller> {
    await connect("video");
    await host.pass(afterMs);
    if (!isSudden) host.leave();
    return comeBack();
  }

  async function comeBack(): Promise<Caller> {
    const again = new Caller(network, ALIX, host);
    again.left = alix.left;
    await again.open();
    await again.messaging.setConsent(withBo, "allowed");
    again.listen(peers);
    await host.settle();
    return again;
  }

  it("is offered, gone back to without a ring, and is one row with the time of all of it", async () => {
    const again = await reload();
    expect(bo.view.call.kind).toBe("reconnecting");
    expect(again.view.left).toMatchObject({ thread: withBo, media: "video" });
    const rings = bo.sounds.filter((sound) => sound === "ring").length;
    await again.on.rejoin();
    await host.settle();
    for (const { view } of [again, bo]) expect(view.call.kind).toBe("connected");
    expect(again.view).not.toHaveProperty("left");
    expect(bo.sounds.filter((sound) => sound === "ring")).toHaveLength(rings);
    expect(again.view.safetyCode).toBe(bo.view.safetyCode);
    const ends = network.calls.filter(({ signal }) => signal.type === "end");
    expect(ends.map(({ signal }) => signal)).toMatchObject([{ reason: "lost", durationMs: 5_000 }]);
    await host.pass(10_000);
    bo.on.hangUp();
    await host.settle();
    const { messages } = await bo.client().listMessages(withAlix, { limit: 20 });
    const rows = messages.filter(({ content }) => content.type === "call");
    expect(rows.map(({ content }) => content)).toMatchObject([
      { outcome: { kind: "answered", durationMs: 15_000 } },
    ]);
  });

  it("is sent as before: who was muted is, on both sides, and a shared screen is said to be gone", async () => {
    await connect("video");
    await alix.on.setMicrophone(false);
    await alix.on.setCamera(false);
    await alix.on.setScreen(true);
    await bo.on.setMicrophone(false);
    await bo.on.setScreen(true);
    await host.pass(5_000);
    host.leave();
    const again = await comeBack();
    await again.on.rejoin();
    await host.settle();
    expect(again.view.own).toMatchObject({
      hasMicrophone: false,
      hasCamera: false,
      hasScreen: false,
    });
    expect(again.view.screenWasShared).toBe(true);
    expect(bo.view.own).toMatchObject({ hasMicrophone: false, hasCamera: true, hasScreen: true });
    await again.on.setScreen(true);
    expect(again.view).not.toHaveProperty("screenWasShared");
    // Whoever stayed was asked for no device again.
    expect(peers.media).toHaveLength(3);
  });

  it("is offered as well where its page fell over, which says nothing before", async () => {
    const again = await reload({ isSudden: true, afterMs: 120_000 });
    expect(bo.view.call.kind).toBe("connected");
    expect(again.view.left).toMatchObject({ thread: withBo });
    await again.on.rejoin();
    await host.settle();
    for (const { view } of [again, bo]) expect(view.call.kind).toBe("connected");
  });

  it("is not kept when it is over", async () => {
    await connect();
    await host.pass(5_000);
    expect(alix.left).toBeDefined();
    bo.on.hangUp();
    await host.settle();
    expect(alix.left).toBeUndefined();
  });

  it("is ended for the other side by whoever does not want it any more", async () => {
    const again = await reload();
    again.on.leaveIt();
    await host.settle();
    expect(again.view).not.toHaveProperty("left");
    expect(bo.view.call).toMatchObject({ kind: "ended", how: "hung-up" });
  });

  it("is not offered once the other side hung up, or after their patience", async () => {
    const again = await reload();
    bo.on.hangUp();
    await host.settle();
    expect(again.view).not.toHaveProperty("left");
    const later = await reload();
    expect(later.view.left).toBeDefined();
    await host.pass(26_000);
    expect(later.view).not.toHaveProperty("left");
  });
});
