import { beforeEach, expect, it } from "vitest";
import {
  type ConversationId,
  dmKey,
  groupKey,
  type ThreadKey,
} from "@/lib/messaging/core/records.ts";
import { FakeNetwork } from "@/tests/fakes/fake-network.ts";
import { ALIX, BO, CAM, Person } from "@/tests/fakes/people.ts";
import { TabbedPerson } from "@/tests/fakes/tabbed-person.ts";
import { VirtualHost } from "@/tests/fakes/virtual-host.ts";

let network: FakeNetwork;
let host: VirtualHost;
let alix: Person;
let bo: Person;

const inboxOf = (address: string) => `inbox-of-${address}` as never;

beforeEach(async () => {
  network = new FakeNetwork();
  host = new VirtualHost();
  alix = new Person(network, ALIX, host);
  bo = new Person(network, BO, host);
  await bo.open();
  await alix.open();
});

function makeGroup(): ThreadKey {
  const { id } = network.createGroup("Crew", [inboxOf("cara"), inboxOf(ALIX), inboxOf(BO)]);
  return groupKey(id as ConversationId);
}

async function openThread(person: Person, key: ThreadKey): Promise<void> {
  person.messaging.openThread(key);
  await host.settle();
}

it("lists a group that somebody else made, by its name, and counts no joining as unread", async () => {
  const key = makeGroup();
  await host.settle();
  expect(alix.messaging.store.getState().rows).toMatchObject([
    {
      key,
      kind: "group",
      name: "Crew",
      unreadCount: 0,
      preview: { content: { changes: [{ inboxIds: [inboxOf(ALIX), inboxOf(BO)] }] } },
    },
  ]);
});

it("carries what is written in a group to its members, with the address of the writer", async () => {
  const key = makeGroup();
  await openThread(alix, key);
  await openThread(bo, key);
  alix.messaging.send(key, "hello all");
  await host.settle();
  expect(alix.states(key)).toEqual(["sent", "sent"]);
  expect(bo.texts(key)).toEqual(["?", "hello all"]);
  expect(bo.thread(key).senders?.get(inboxOf(ALIX))).toBe(ALIX);
});

it("looks for the address of a writer again with what is written next", async () => {
  network.faults.hiddenAddresses = true;
  const key = makeGroup();
  await openThread(bo, key);
  alix.messaging.send(key, "one");
  await host.settle();
  expect(bo.thread(key).senders).toBeUndefined();
  network.faults.hiddenAddresses = false;
  alix.messaging.send(key, "two");
  await host.settle();
  expect(bo.thread(key).senders?.get(inboxOf(ALIX))).toBe(ALIX);
});

it("opens a DM with somebody whose address nobody can tell, and answers in it", async () => {
  network.faults.hiddenAddresses = true;
  const withBo = await alix.messaging.openDm(BO);
  alix.messaging.send(withBo, "who am I?");
  await host.settle();
  const withAlix = dmKey(inboxOf(ALIX));
  const [row] = bo.messaging.store.getState().rows;
  expect(row?.key).toBe(withAlix);
  expect(row).not.toHaveProperty("peer");
  await openThread(bo, withAlix);
  bo.messaging.send(withAlix, "tell me");
  await host.settle();
  await openThread(alix, withBo);
  expect(alix.texts(withBo)).toEqual(["who am I?", "tell me"]);
});

async function createCrew(): Promise<ThreadKey> {
  const bosRecord = await alix.messaging.groups.findPerson(BO);
  const key = await alix.messaging.groups.create({ name: "Crew", people: [bosRecord] });
  await host.settle();
  return key;
}

it("makes a group at once, and brings people in before anything that was written leaves", async () => {
  const people = [await alix.messaging.groups.findPerson(BO)];
  network.goDown();
  await host.settle();
  const key = await alix.messaging.groups.create({ name: "Crew", people });
  alix.messaging.send(key, "welcome aboard");
  expect(alix.thread(key)).toMatchObject({
    name: "Crew",
    invitations: [{ inboxIds: [inboxOf(BO)], state: { kind: "waiting" } }],
  });
  expect(alix.states(key)).toEqual(["waiting"]);
  await host.settle();
  expect(alix.thread(key).senders?.get(inboxOf(BO))).toBe(BO);

  alix.reload();
  await alix.open();
  network.goUp();
  await host.pass(20_000);
  await openThread(bo, key);
  expect(bo.texts(key)).toEqual(["?", "welcome aboard"]);
  await openThread(alix, key);
  expect(alix.thread(key)).not.toHaveProperty("invitations");
  expect(alix.states(key)).toEqual(["sent", "sent"]);
});

it("keeps an invitation that was refused, with its reason, until it is given up", async () => {
  const key = await createCrew();
  const nobody = { inboxId: inboxOf("nobody"), address: CAM };
  const many = Array.from({ length: 250 }, (_, i) => ({ ...nobody, inboxId: inboxOf(`${i}`) }));
  const crowd = await alix.messaging.groups.create({ name: "Crowd", people: many });
  await host.settle();
  const [invitation] = alix.thread(crowd).invitations ?? [];
  expect(invitation?.state).toEqual({ kind: "failed", reason: "group.full" });
  alix.messaging.discard(invitation?.key ?? "");
  expect(alix.thread(crowd)).not.toHaveProperty("invitations");
  expect(alix.thread(key)).not.toHaveProperty("invitations");
});

it("shows a change of a group on every screen that has it open, and in the lists", async () => {
  const key = await createCrew();
  await openThread(alix, key);
  await openThread(bo, key);
  await bo.messaging.groups.change(key, { kind: "name", value: "Sailing" });
  await host.settle();
  for (const person of [alix, bo]) {
    expect(person.thread(key)).toMatchObject({ name: "Sailing", group: { name: "Sailing" } });
    expect(person.messages(key).at(-1)?.content).toMatchObject({
      changes: [{ kind: "name", value: "Sailing" }],
    });
    const [row] = person.messaging.store.getState().rows;
    expect(row).toMatchObject({
      name: "Sailing",
      preview: { people: new Map([[inboxOf(BO), BO]]) },
    });
  }
});

it("says what was refused, and shows the group as it is", async () => {
  const key = await createCrew();
  await openThread(bo, key);
  await expect(
    bo.messaging.groups.change(key, { kind: "remove", inboxIds: [inboxOf(ALIX)] }),
  ).rejects.toMatchObject({ code: "group.not-allowed" });
  await host.settle();
  expect(bo.thread(key).group?.members).toHaveLength(2);
});

it("tells who was taken out on their own screen, where nothing can be written any more", async () => {
  const key = await createCrew();
  await openThread(bo, key);
  await alix.messaging.groups.change(key, { kind: "remove", inboxIds: [inboxOf(BO)] });
  await host.settle();
  expect(bo.thread(key).standing).toBe("removed");
  bo.messaging.send(key, "too late");
  await host.settle();
  const late = bo.messages(key).find(({ content }) => content.type === "text");
  expect(late?.state).toEqual({ kind: "failed", reason: "group.gone" });
});

it("shows in one tab the group that another tab made and changed", async () => {
  const cam = new TabbedPerson(network, CAM, host);
  const [first, second] = [cam.openTab(), cam.openTab()];
  await host.settle();
  const people = [await second.messaging.groups.findPerson(BO)];
  const key = await second.messaging.groups.create({ name: "Crew", people });
  await host.settle();
  expect(first.messaging.store.getState().rows).toMatchObject([{ key, name: "Crew" }]);
  first.messaging.openThread(key);
  await host.settle();
  await second.messaging.groups.change(key, { kind: "name", value: "Sailing" });
  await host.settle();
  expect(first.messaging.store.getState().threads[key]).toMatchObject({
    name: "Sailing",
    group: { name: "Sailing", members: [{ inboxId: cam.inboxId }, { inboxId: inboxOf(BO) }] },
  });
});
