import { beforeEach, describe, expect, it } from "vitest";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import type { FakePeers } from "@/tests/fakes/fake-peers.ts";
import { type Caller, twoCallers } from "@/tests/fakes/two-callers.ts";
import type { VirtualHost } from "@/tests/fakes/virtual-host.ts";

let host: VirtualHost;
let peers: FakePeers;
let alix: Caller;
let bo: Caller;
let withBo: ThreadKey;

beforeEach(async () => {
  ({ host, peers, alix, bo, withBo } = await twoCallers());
  await alix.on.call(withBo, "audio");
  await host.settle();
});

describe("a call that rings", () => {
  it("has a connection before it is taken, and no device", () => {
    expect(bo.view.call.kind).toBe("incoming");
    expect(peers.openNow()).toHaveLength(2);
    expect(peers.takenNow()).toHaveLength(1);
  });

  it.each(["declined", "cancelled", "missed"])(
    "gives all of it back when it is %s",
    async (how) => {
      if (how === "declined") bo.on.decline();
      if (how === "cancelled") alix.on.hangUp();
      if (how === "missed") await host.pass(46_000);
      await host.settle();
      expect([peers.openNow(), peers.takenNow()]).toEqual([[], []]);
    },
  );

  it("connects before a slow camera is there", async () => {
    const opened = Promise.withResolvers<void>();
    peers.asking = opened.promise;
    bo.on.accept("video");
    await host.settle();
    expect(alix.view.call.kind).toBe("connected");
    expect(alix.view.other.hasCamera).toBe(false);
    opened.resolve();
    await host.settle();
    expect(alix.view.other.hasCamera).toBe(true);
  });

  it("tells nothing before its person has let Parley use their devices", async () => {
    const opened = Promise.withResolvers<void>();
    peers.asking = opened.promise;
    bo.isTrusting = false;
    bo.on.accept("video");
    await host.settle();
    expect(alix.view.call.kind).toBe("outgoing");
    opened.resolve();
    await host.settle();
    expect(alix.view.call.kind).toBe("connected");
  });

  it("ends on both sides when the devices can't be had after all", async () => {
    peers.denied = true;
    bo.on.accept("audio");
    await host.settle();
    expect(bo.view).toMatchObject({ call: { how: "failed" }, problem: "call.not-allowed" });
    expect(alix.view.call).toMatchObject({ kind: "ended" });
    expect([peers.openNow(), peers.takenNow()]).toEqual([[], []]);
  });

  it("takes the way that is settled when it is taken", async () => {
    bo.relaysAll = true;
    bo.relays = async () => [{ urls: ["turn:relay"], username: "1", credential: "opens" }];
    bo.on.accept("audio");
    await host.settle();
    expect(peers.openNow().map(({ options }) => options.isRelayOnly)).toEqual([false, true]);
  });
});
