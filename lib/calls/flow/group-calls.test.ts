import { beforeEach, describe, expect, it } from "vitest";
import { dmKey } from "@/lib/messaging/core/records.ts";
import { groupCallers } from "@/tests/fakes/group-callers.ts";
import { CAM } from "@/tests/fakes/people.ts";
import { Caller } from "@/tests/fakes/two-callers.ts";

type World = Awaited<ReturnType<typeof groupCallers>>;

let { network, host, peers, all, alix, bo, cam, dan, crew, join } = {} as World;

beforeEach(async () => {
  ({ network, host, peers, all, alix, bo, cam, dan, crew, join } = await groupCallers());
});

const kinds = ({ view }: Caller) => view.group.people.map(({ kind }) => kind);
const types = () => network.calls.map(({ signal }) => signal.type);
const inboxOf = (one: Caller) => one.client().inboxId;
const connected = (count: number) => Array(count).fill("connected");

describe("a call of a group", () => {
  it("is of four: each sees and hears each, and all have one code", async () => {
    await join(...all);
    for (const one of all) {
      expect(kinds(one)).toEqual(connected(3));
      expect(one.view.group.people.every(({ stream }) => stream !== undefined)).toBe(true);
      expect(one.view.group.safetyCode).toMatch(/^\d{4} \d{4} \d{4} \d{4}$/);
    }
    expect(new Set(all.map(({ view }) => view.group.safetyCode)).size).toBe(1);
    // One set of devices and one certificate for all of the ways of somebody.
    expect(peers.takenNow()).toHaveLength(4);
    expect(peers.openNow()).toHaveLength(12);
    expect(new Set(peers.all.map(({ options }) => options.certificate.fingerprint)).size).toBe(4);
    expect(types()).toHaveLength(4 + 6);
    // The more get it, the smaller each picture is.
    expect(peers.openNow().map(({ shares }) => shares)).toEqual(Array(12).fill(3));
    await host.pass(2_000);
    expect(alix.view.group.people[0]).toMatchObject({
      path: { kind: "direct" },
      quality: "good",
      details: { roundTripMs: 12 },
    });
    for (const one of all) one.on.hangUp();
    await host.settle();
    expect([peers.openNow(), peers.takenNow()]).toEqual([[], []]);
    for (const { view } of all) {
      expect(view.group).toMatchObject({ call: { kind: "ended", how: "left" }, people: [] });
      expect(view.group.rooms.size).toBe(0);
      expect(view.own).not.toHaveProperty("stream");
    }
  });

  it("rings at those who let its beginner in, and is there for the others", async () => {
    await cam.messaging.setConsent(dmKey(inboxOf(alix)), "unknown");
    await join(alix);
    expect([bo, cam].map(({ sounds }) => sounds.includes("ring"))).toEqual([true, false]);
    expect(bo.view.group.ring).toMatchObject({ thread: crew, by: inboxOf(alix) });
    expect(cam.view.group.rooms.get(crew)?.people).toEqual([inboxOf(alix)]);
    bo.on.groups.notNow();
    expect(bo.view.group).not.toHaveProperty("ring");
    expect(bo.sounds.at(-1)).toBe("stop");
    expect(types(), "nobody hears of that").toEqual(["join"]);
    expect(bo.view.group.rooms.has(crew)).toBe(true);
  });

  it("is nothing to who did not let the group in, and rings no more when it is over", async () => {
    await bo.messaging.setConsent(crew, "unknown");
    await join(alix);
    expect(bo.view.group.rooms.size).toBe(0);
    expect(bo.sounds).not.toContain("ring");
    await join(bo);
    expect(bo.view.group.call.kind).toBe("idle");
    expect(cam.sounds.at(-1)).toBe("ring");
    alix.on.hangUp();
    await host.settle();
    expect(cam.sounds.at(-1)).toBe("stop");
    expect(cam.view.group.rooms.size).toBe(0);
  });

  it("goes through relays with those who are no contacts, and says where there is none", async () => {
    await alix.messaging.setConsent(dmKey(inboxOf(bo)), "unknown");
    await join(alix, bo, cam);
    const relayed = alix.view.group.people.map(({ inboxId, needsRelay }) => [inboxId, needsRelay]);
    expect(relayed).toEqual([
      [inboxOf(bo), true],
      [inboxOf(cam), false],
    ]);
    const only = peers.openNow().filter(({ options }) => options.isRelayOnly);
    expect(only).toHaveLength(1);
    cam.relaysAll = true;
    await join(dan);
    cam.on.hangUp();
    await host.settle();
    await join(cam);
    expect(cam.view.group.people.map(({ needsRelay }) => needsRelay)).toEqual([true, true, true]);
  });

  it("says who speaks, as long as they do", async () => {
    await join(alix, bo);
    const [way] = peers.openNow();
    if (!way) throw new Error("There is a way between them");
    way.levels = { own: 0.3, theirs: 0 };
    await host.pass(300);
    const speakers = () =>
      all.map(({ view: { group } }) => [group.isSpeaking, group.people.some((p) => p.isSpeaking)]);
    expect(speakers().flat().filter(Boolean)).toHaveLength(1);
    way.levels = { own: 0, theirs: 0.3 };
    await host.pass(300);
    expect(speakers().flat().filter(Boolean)).toHaveLength(2);
    await host.pass(900);
    expect(speakers().flat().filter(Boolean)).toHaveLength(1);
    way.levels = { own: 0, theirs: 0 };
    await host.pass(1_500);
    expect(speakers().flat().filter(Boolean)).toHaveLength(0);
  });

  it("tells the others who is muted and who shares a screen", async () => {
    await join(alix, bo, cam);
    await alix.on.setMicrophone(false);
    await alix.on.setScreen(true);
    for (const { view } of [bo, cam]) {
      const shown = view.group.people.find(({ inboxId }) => inboxId === inboxOf(alix));
      expect(shown).toMatchObject({ hasMicrophone: false, hasScreen: true });
    }
  });

  it("is left at once for the others, also without the network, which hears of it later", async () => {
    await join(alix, bo, cam);
    network.faults.down = true;
    await host.settle();
    cam.on.hangUp();
    await host.settle();
    expect(kinds(alix)).toEqual(["connected", "gone"]);
    network.faults.down = false;
    await host.pass(3_000);
    expect(kinds(alix)).toEqual(["connected"]);
    expect(types()).not.toContain("gone");
  });

  it("begins for nobody without a microphone, and is given up while that is asked for", async () => {
    peers.denied = true;
    await join(alix);
    expect(alix.view).toMatchObject({
      problem: "call.not-allowed",
      group: { call: { kind: "idle" } },
    });
    expect(alix.view.group).not.toHaveProperty("preparing");
    peers.denied = false;
    const opened = Promise.withResolvers<void>();
    peers.asking = opened.promise;
    alix.isTrusting = false;
    const joining = alix.on.groups.join(crew, "video");
    expect(alix.view.group.preparing).toEqual({ thread: crew, media: "video" });
    alix.on.hangUp();
    opened.resolve();
    await joining;
    await host.settle();
    expect(types()).toEqual([]);
    expect(peers.openNow()).toEqual([]);
    expect(alix.view.group.call.kind).toBe("idle");
  });

  it("is one row of its thread: who was in it and how long, missed by who was not", async () => {
    await join(alix, bo);
    await host.pass(10_000);
    await join(cam);
    for (const one of [alix, bo, cam]) one.on.hangUp();
    await host.settle();
    const people = [alix, bo, cam].map(inboxOf);
    for (const one of all) {
      one.messaging.openThread(crew);
      await host.settle();
      const rows = one
        .messages(crew)
        .flatMap(({ content }) => (content.type === "call" ? content : []));
      expect(rows).toMatchObject([
        { outcome: { kind: one === dan ? "missed" : "answered" }, group: { people } },
      ]);
    }
    const unread = ({ messaging }: Caller) =>
      messaging.store.getState().rows.find(({ key }) => key === crew)?.unreadCount;
    expect([unread(bo), unread(dan)]).toEqual([0, 1]);
  });
});

describe("one device", () => {
  it("is in one call: joining a group's ends the one between two, and the other way round", async () => {
    const [withBo, withAlix] = [dmKey(inboxOf(bo)), dmKey(inboxOf(alix))];
    await alix.on.call(withBo, "audio");
    await host.settle();
    bo.on.accept("audio");
    await host.settle();
    expect(bo.view.call.kind).toBe("connected");
    await join(cam);
    expect(bo.view.group.ring).toBeDefined();
    await join(bo);
    expect(bo.view.call).toMatchObject({ kind: "ended", how: "hung-up" });
    expect(alix.view.call).toMatchObject({ kind: "ended", how: "hung-up" });
    expect(kinds(bo)).toEqual(["connected"]);

    await alix.on.call(withBo, "audio");
    await host.settle();
    expect(bo.view.call).toMatchObject({ kind: "incoming", thread: withAlix });
    expect(kinds(bo)).toEqual(["connected"]);
    bo.on.accept("audio");
    await host.settle();
    expect(bo.view.call.kind).toBe("connected");
    expect(bo.view.group.call).toMatchObject({ kind: "ended", how: "left" });
    expect(kinds(cam)).toEqual([]);
    expect(peers.takenNow()).toHaveLength(3);
  });

  it("calls nobody else while it is in a group's call", async () => {
    await join(alix);
    await alix.on.call(dmKey(inboxOf(bo)), "audio");
    expect(alix.view.call.kind).toBe("idle");
  });

  it("keeps its devices when a call stops ringing that it did not take", async () => {
    await alix.on.call(dmKey(inboxOf(bo)), "audio");
    await host.settle();
    expect(bo.view.call.kind).toBe("incoming");
    await join(cam, bo);
    alix.on.hangUp();
    await host.settle();
    expect(kinds(bo)).toEqual(["connected"]);
    expect(bo.view.own.stream).toBeDefined();
  });
});

describe("a page that is loaded anew", () => {
  async function reload(): Promise<Caller> {
    await join(alix, bo, cam);
    host.leave();
    const again = new Caller(network, CAM, host);
    again.left = cam.left;
    await again.open();
    for (const key of [crew, ...[alix, bo].map((one) => dmKey(inboxOf(one)))]) {
      await again.messaging.setConsent(key, "allowed");
    }
    again.listen(peers);
    await host.settle();
    return again;
  }

  it("is offered to go back to the group's call, in the place of the one that is gone", async () => {
    const again = await reload();
    expect(again.view.left).toMatchObject({ thread: crew });
    expect(again.sounds).not.toContain("ring");
    expect(alix.view.group.people.map(({ isAway }) => isAway)).toContain(true);
    await again.on.rejoin();
    await host.settle();
    expect(again.view).not.toHaveProperty("left");
    expect(kinds(again)).toEqual(connected(2));
    for (const { view } of [alix, bo]) {
      const cams = view.group.people.filter(({ inboxId }) => inboxId === inboxOf(again));
      expect(cams).toMatchObject([{ kind: "connected", isAway: false }]);
    }
  });

  it("lets nobody wait who does not want it any more, and is not offered what is over", async () => {
    const again = await reload();
    again.on.leaveIt();
    await host.settle();
    expect(kinds(alix)).toEqual(["reconnecting"]);
    expect(types().at(-1)).toBe("leave");
    const later = new Caller(network, CAM, host);
    later.left = cam.left;
    for (const one of [alix, bo]) one.on.hangUp();
    await host.settle();
    await later.open();
    await later.messaging.setConsent(crew, "allowed");
    later.listen(peers);
    await host.settle();
    expect(later.view).not.toHaveProperty("left");
  });
});

it("a call that began while nobody listened is there, and rings while it is fresh", async () => {
  network.faults.silentStreams = true;
  await join(alix);
  for (const afterMs of [0, 50_000]) {
    await host.pass(afterMs);
    const late = new Caller(network, CAM, host);
    await late.open();
    for (const key of [crew, dmKey(inboxOf(alix))]) await late.messaging.setConsent(key, "allowed");
    late.listen(peers);
    await host.settle();
    expect(late.view.group.rooms.get(crew)?.members).toHaveLength(1);
    expect(late.view.group.ring !== undefined).toBe(afterMs === 0);
  }
});
